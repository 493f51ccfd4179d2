"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addMessages, repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { NameForm } from "../../_forms/name-form";

type RenameDialogProps = {
  repository: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a repository another name. */
export function RenameDialog({ repository, open, onOpenChange }: RenameDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.renameTitle}
      submitLabel={messages.save}
    >
      {(form) => <RenameForm repository={repository} form={form} />}
    </FormDialog>
  );
}

function RenameForm({ repository, form }: { repository: RenameDialogProps["repository"]; form: DialogForm }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rename = useMutation(trpc.repository.rename.mutationOptions());
  return (
    <NameForm
      form={form}
      label={addMessages.name}
      missing={addMessages.nameMissing}
      initial={repository.name}
      onName={async (name) => {
        await rename.mutateAsync({ id: repository.id, name });
        await queryClient.invalidateQueries(trpc.repository.pathFilter());
      }}
    />
  );
}
