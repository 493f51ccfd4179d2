"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { addMessages, repositoryMessages as messages } from "@/app/_messages/repositories";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { problemOf } from "../problem";

type RenameDialogProps = {
  repository: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Gives a repository another name. */
export function RenameDialog({ repository, open, onOpenChange }: RenameDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const rename = useMutation(trpc.repository.rename.mutationOptions());
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
        name={repository.name}
        onSave={async (name) => {
          await rename.mutateAsync({ id: repository.id, name });
          await queryClient.invalidateQueries(trpc.repository.pathFilter());
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

type RenameFormProps = { formId: string; name: string; onSave: (name: string) => Promise<void> };

// Mounted with the dialog, so that every opening starts with the name as it is.
function RenameForm({ formId, name, onSave }: RenameFormProps) {
  const [typed, setTyped] = useState(name);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = typed.trim();
    setError(wanted === "" ? addMessages.nameMissing : undefined);
    if (wanted === "") return;
    try {
      await onSave(wanted);
    } catch (refusal) {
      setError(problemOf(refusal).message);
    }
  }

  return (
    <form id={formId} onSubmit={submit} noValidate>
      <Field label={addMessages.name} name="name" error={error}>
        <Input
          value={typed}
          onValueChange={setTyped}
          onFocus={(event) => event.currentTarget.select()}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
      </Field>
    </form>
  );
}
