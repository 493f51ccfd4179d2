"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addMessages, repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { ArchiveField } from "../_upload/archive-field";
import { useUpload } from "../_upload/use-upload";
import { problemOf } from "../problem";

type ReindexDialogProps = { id: string; name: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Takes the archive as it is now. Closing it stops the upload. */
export function ReindexDialog({ id, name, open, onOpenChange }: ReindexDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.reindexTitle(name)}
      description={messages.reindexBody}
      submitLabel={messages.startIndexing}
    >
      {(form) => <ReindexForm id={id} form={form} />}
    </FormDialog>
  );
}

// Mounted with the dialog, so that every opening starts empty.
function ReindexForm({ id, form }: { id: string; form: DialogForm }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const upload = useUpload();
  const index = useMutation(trpc.repository.index.mutationOptions());
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.isPending) return;
    setError(upload.state.status === "none" ? addMessages.archiveMissing : undefined);
    if (upload.state.status === "none") return;
    form.setPending(true);
    try {
      if (upload.state.status === "failed") upload.resume();
      const uploadId = await upload.whenSent();
      if (uploadId === undefined) return;
      await index.mutateAsync({ id, uploadId });
      void queryClient.invalidateQueries(trpc.repository.pathFilter());
      form.close();
    } catch (refusal) {
      setError(problemOf(refusal).message);
    } finally {
      form.setPending(false);
    }
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate>
      <ArchiveField
        upload={upload}
        error={error}
        disabled={form.isPending}
        onFile={() => setError(undefined)}
        onRefuse={setError}
      />
    </form>
  );
}
