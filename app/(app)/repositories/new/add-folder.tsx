"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { nameFromPath } from "../_upload/name-from-file";
import { problemOf } from "../problem";
import { type AddErrors, AddForm, NameField } from "./add-form";
import { useAdded } from "./use-added";
import type { Draft } from "./use-draft";

/** Adds a folder of the server's machine that lies in one of `folders`. */
export function AddFolder({ draft, folders }: { draft: Draft; folders: readonly string[] }) {
  const trpc = useTRPC();
  const create = useMutation(trpc.repository.createFromFolder.mutationOptions());
  const added = useAdded();
  const { name, path = folders.length === 1 ? `${folders[0]}/` : "" } = draft;
  const [errors, setErrors] = useState<AddErrors>({});

  async function submit() {
    const missing: AddErrors = {
      ...(path.trim() === "" ? { source: messages.pathMissing } : {}),
      ...(name.trim() === "" ? { name: messages.nameMissing } : {}),
    };
    setErrors(missing);
    if (missing.source ?? missing.name) return;
    try {
      added(await create.mutateAsync({ name: name.trim(), path: path.trim() }));
    } catch (error) {
      setErrors(errorsOf(error));
    }
  }

  return (
    <AddForm onSubmit={submit} isPending={create.isPending} error={errors.form}>
      <Field
        label={messages.path}
        name="path"
        error={errors.source}
        description={
          <>
            {messages.openFolders}{" "}
            {folders.map((folder, index) => (
              <span key={folder}>
                {index > 0 && ", "}
                <code className="text-text">{folder}</code>
              </span>
            ))}
            . {messages.pathNote}
          </>
        }
      >
        <Input
          value={path}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-mono"
          onValueChange={(next) => {
            draft.setPath(next);
            // The allowed folder itself is no name anybody wants.
            draft.suggestName(folders.includes(next.replace(/\/+$/, "")) ? "" : nameFromPath(next));
            setErrors({ ...errors, source: undefined });
          }}
        />
      </Field>
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
  if (fields.name ?? fields.path) return { name: fields.name, source: fields.path };
  if (code === "CONFLICT") return { name: message };
  return code === "BAD_REQUEST" ? { source: message } : { form: message };
}
