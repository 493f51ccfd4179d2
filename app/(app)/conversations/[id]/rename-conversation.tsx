"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { NameForm } from "../../_forms/name-form";

type RenameConversationProps = {
  conversation: { id: string; title: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a conversation another title. */
export function RenameConversation({ conversation, open, onOpenChange }: RenameConversationProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.renameTitle}
      submitLabel={messages.save}
    >
      {(form) => <RenameForm conversation={conversation} form={form} />}
    </FormDialog>
  );
}

type RenameFormProps = { conversation: RenameConversationProps["conversation"]; form: DialogForm };

// Mounted with the dialog, so that every opening starts with the title as it is.
function RenameForm({ conversation: { id, title }, form }: RenameFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rename = useMutation(trpc.conversation.rename.mutationOptions());
  return (
    <NameForm
      form={form}
      label={messages.name}
      missing={messages.nameMissing}
      initial={title}
      onName={async (name) => {
        await rename.mutateAsync({ id, title: name });
        await queryClient.invalidateQueries(trpc.conversation.pathFilter());
      }}
    />
  );
}
