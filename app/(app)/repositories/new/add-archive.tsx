"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { ArchiveField } from "../_upload/archive-field";
import { nameFromFile } from "../_upload/name-from-file";
import { problemOf } from "../problem";
import { type AddErrors, AddForm, NameField } from "./add-form";
import { useAdded } from "./use-added";
import type { Draft } from "./use-draft";

/** Adds an archive: it is on its way as soon as it is chosen, and is kept when the server refuses the rest. */
export function AddArchive({ draft }: { draft: Draft }) {
  const trpc = useTRPC();
  const create = useMutation(trpc.repository.createFromUpload.mutationOptions());
  const added = useAdded();
  const { upload, name } = draft;
  const [errors, setErrors] = useState<AddErrors>({});
  const [isPending, setIsPending] = useState(false);

  async function submit() {
    const missing: AddErrors = {
      ...(upload.state.status === "none" ? { source: messages.archiveMissing } : {}),
      ...(name.trim() === "" ? { name: messages.nameMissing } : {}),
    };
    setErrors(missing);
    if (missing.source ?? missing.name) return;
    setIsPending(true);
    try {
      if (upload.state.status === "failed") upload.resume();
      const uploadId = await upload.whenSent();
      // Why it stopped stands in the field, with the way to go on.
      if (uploadId !== undefined) added(await create.mutateAsync({ name: name.trim(), uploadId }));
    } catch (error) {
      setErrors(errorsOf(error));
    } finally {
      setIsPending(false);
    }
  }

  return (
    <AddForm onSubmit={submit} isPending={isPending} error={errors.form}>
      <ArchiveField
        upload={upload}
        error={errors.source}
        disabled={isPending}
        onRefuse={(reason) => setErrors({ ...errors, source: reason })}
        onFile={(file) => {
          setErrors({ ...errors, source: undefined });
          if (file) draft.suggestName(nameFromFile(file.name));
        }}
      />
      <NameField
        name={name}
        error={errors.name}
        onName={(next) => {
          draft.setName(next);
          setErrors({ ...errors, name: undefined });
        }}
      />
    </AddForm>
  );
}

function errorsOf(error: unknown): AddErrors {
  const { message, code, fields } = problemOf(error);
  if (fields.name) return { name: fields.name };
  if (code === "CONFLICT") return { name: message };
  // What the server finds wrong besides the name is wrong with the archive.
  return code === "BAD_REQUEST" || code === "NOT_FOUND" ? { source: message } : { form: message };
}
