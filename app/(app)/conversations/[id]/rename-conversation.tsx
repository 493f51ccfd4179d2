"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { procedureProblem } from "../../_session/procedure-problem";

type RenameConversationProps = {
  conversation: { id: string; title: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a conversation another title. */
export function RenameConversation({ conversation, open, onOpenChange }: RenameConversationProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const rename = useMutation(trpc.conversation.rename.mutationOptions());
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.renameTitle}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{uiMessages.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" loading={rename.isPending}>
            {messages.save}
          </Button>
        </>
      }
    >
      <RenameForm
        formId={formId}
        title={conversation.title}
        onSave={async (title) => {
          await rename.mutateAsync({ id: conversation.id, title });
          await queryClient.invalidateQueries(trpc.conversation.pathFilter());
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

type RenameFormProps = { formId: string; title: string; onSave: (title: string) => Promise<void> };

// Mounted with the dialog, so that every opening starts with the title as it is.
function RenameForm({ formId, title, onSave }: RenameFormProps) {
  const [typed, setTyped] = useState(title);
  const [error, setError] = useState<string>();
  async function submit(event: FormEvent) {
    event.preventDefault();
    setError(undefined);
    try {
      await onSave(typed);
    } catch (failure) {
      setError(procedureProblem(failure).message);
    }
  }
  return (
    <form id={formId} onSubmit={submit}>
      <Field label={messages.name} error={error}>
        <Input value={typed} maxLength={200} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </form>
  );
}
