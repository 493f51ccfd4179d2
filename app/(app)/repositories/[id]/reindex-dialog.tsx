"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { addMessages, repositoryMessages as messages } from "@/app/_messages/repositories";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { ArchiveField } from "../_upload/archive-field";
import { useUpload } from "../_upload/use-upload";
import { problemOf } from "../problem";

type ReindexDialogProps = { id: string; name: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Takes the archive as it is now. Closing it stops the upload. */
export function ReindexDialog({ open, onOpenChange, ...rest }: ReindexDialogProps) {
  const formId = useId();
  const [isPending, setIsPending] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.reindexTitle(rest.name)}
      description={messages.reindexBody}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{uiMessages.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" loading={isPending}>
            {messages.startIndexing}
          </Button>
        </>
      }
    >
      <ReindexForm
        id={rest.id}
        formId={formId}
        isPending={isPending}
        onPending={setIsPending}
        onDone={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

type ReindexFormProps = {
  id: string;
  formId: string;
  isPending: boolean;
  onPending: (isPending: boolean) => void;
  onDone: () => void;
};

// Mounted with the dialog, so that every opening starts empty.
function ReindexForm({ id, formId, isPending, onPending, onDone }: ReindexFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const upload = useUpload();
  const index = useMutation(trpc.repository.index.mutationOptions());
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setError(upload.state.status === "none" ? addMessages.archiveMissing : undefined);
    if (upload.state.status === "none") return;
    onPending(true);
    try {
      if (upload.state.status === "failed") upload.resume();
      const uploadId = await upload.whenSent();
      if (uploadId === undefined) return;
      await index.mutateAsync({ id, uploadId });
      void queryClient.invalidateQueries(trpc.repository.pathFilter());
      onDone();
    } catch (refusal) {
      setError(problemOf(refusal).message);
    } finally {
      onPending(false);
    }
  }

  return (
    <form id={formId} onSubmit={submit} noValidate>
      <ArchiveField
        upload={upload}
        error={error}
        disabled={isPending}
        onFile={() => setError(undefined)}
        onRefuse={setError}
      />
    </form>
  );
}
