"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addMessages, repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Field } from "@/app/_ui/field";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { Input } from "@/app/_ui/input";
import { problemOf } from "../problem";

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

type RenameFormProps = { repository: RenameDialogProps["repository"]; form: DialogForm };

// Mounted with the dialog, so that every opening starts with the name as it is.
function RenameForm({ repository, form }: RenameFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rename = useMutation(trpc.repository.rename.mutationOptions());
  const [typed, setTyped] = useState(repository.name);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.isPending) return;
    const name = typed.trim();
    setError(name === "" ? addMessages.nameMissing : undefined);
    if (name === "") return;
    form.setPending(true);
    try {
      await rename.mutateAsync({ id: repository.id, name });
      await queryClient.invalidateQueries(trpc.repository.pathFilter());
      form.close();
    } catch (refusal) {
      setError(problemOf(refusal).message);
    } finally {
      form.setPending(false);
    }
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate>
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
