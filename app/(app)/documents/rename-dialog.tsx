"use client";

import { useMutation } from "@tanstack/react-query";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { NameForm } from "../_forms/name-form";
import type { Item } from "./types";
import { useRefresh } from "./use-move";

type RenameDialogProps = { item: Item; open: boolean; onClose: () => void };

/** Gives a folder or a document another name. */
export function RenameDialog({ item, open, onClose }: RenameDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onClose}
      title={messages.renameTitle(item.name)}
      submitLabel={messages.renameSubmit}
    >
      {(form) => <RenameForm item={item} form={form} />}
    </FormDialog>
  );
}

function RenameForm({ item: { kind, id, name: before }, form }: { item: Item; form: DialogForm }) {
  const trpc = useTRPC();
  const refresh = useRefresh();
  const renameFolder = useMutation(trpc.folder.rename.mutationOptions());
  const renameDocument = useMutation(trpc.document.rename.mutationOptions());
  const rename = kind === "folder" ? renameFolder : renameDocument;
  return (
    <NameForm
      form={form}
      label={messages.name}
      missing={messages.nameMissing}
      initial={before}
      onName={async (name) => {
        await rename.mutateAsync({ id, name });
        await refresh();
      }}
    />
  );
}
