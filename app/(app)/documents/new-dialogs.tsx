"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { NameForm } from "../_forms/name-form";
import { documentHref } from "./hrefs";
import { useRefresh } from "./use-move";

type NewDialogProps = { folderId: string | null; open: boolean; onClose: () => void };
type NewFormProps = { folderId: string | null; form: DialogForm };

/** Makes a folder in the open one. */
export function NewFolderDialog({ folderId, open, onClose }: NewDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onClose}
      title={messages.newFolderTitle}
      submitLabel={messages.newFolderSubmit}
    >
      {(form) => <NewFolderForm folderId={folderId} form={form} />}
    </FormDialog>
  );
}

function NewFolderForm({ folderId, form }: NewFormProps) {
  const create = useMutation(useTRPC().folder.create.mutationOptions());
  const refresh = useRefresh();
  return (
    <NameForm
      form={form}
      label={messages.name}
      missing={messages.nameMissing}
      initial=""
      onName={async (name) => {
        await create.mutateAsync({ name, parentFolderId: folderId });
        await refresh();
      }}
    />
  );
}

/** Makes a document in the open folder, and goes on to write it. */
export function NewDocumentDialog({ folderId, open, onClose }: NewDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onClose}
      title={messages.newDocumentTitle}
      submitLabel={messages.newDocumentSubmit}
    >
      {(form) => <NewDocumentForm folderId={folderId} form={form} />}
    </FormDialog>
  );
}

function NewDocumentForm({ folderId, form }: NewFormProps) {
  const create = useMutation(useTRPC().document.create.mutationOptions());
  const refresh = useRefresh();
  const router = useRouter();
  return (
    <NameForm
      form={form}
      label={messages.name}
      missing={messages.nameMissing}
      initial=""
      hint={messages.newDocumentHint}
      onName={async (typed) => {
        const name = /\.\w+$/.test(typed) ? typed : `${typed}.md`;
        const kind = /\.(md|markdown|mdx)$/i.test(name) ? "markdown" : "text";
        const { id } = await create.mutateAsync({ name, folderId, content: "", kind });
        void refresh();
        router.push(`${documentHref(id)}?edit`);
      }}
    />
  );
}
