"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { Field } from "@/app/_ui/field";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { Textarea } from "@/app/_ui/textarea";
import { problemOf } from "../../problem";
import type { Category, Entry } from "./types";

type EntryDialogProps = {
  repositoryId: string;
  /** The entry to edit; without one a new one is written. */
  entry?: Entry | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Writes an entry, or an entry anew. */
export function EntryDialog({ repositoryId, entry, open, onOpenChange }: EntryDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={entry ? messages.editTitle : messages.createTitle}
      submitLabel={messages.save}
    >
      {(form) => <EntryForm repositoryId={repositoryId} entry={entry} form={form} />}
    </FormDialog>
  );
}

type EntryFormProps = { repositoryId: string; entry: Entry | undefined; form: DialogForm };
const options = (Object.keys(messages.categories) as Category[]).map((value) => ({
  value,
  label: messages.categories[value],
}));

// Mounted with the dialog, so that every opening starts with the entry as it is.
function EntryForm({ repositoryId, entry, form }: EntryFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(trpc.knowledge.create.mutationOptions());
  const update = useMutation(trpc.knowledge.update.mutationOptions());
  const [category, setCategory] = useState<Category>(entry?.category ?? "patterns");
  const [title, setTitle] = useState(entry?.title ?? "");
  const [content, setContent] = useState(wordsOf(entry));
  const [problem, setProblem] = useState<ReturnType<typeof problemOf>>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.isPending) return;
    form.setPending(true);
    setProblem(undefined);
    const words = { category, title, content };
    try {
      if (entry) await update.mutateAsync({ id: entry.id, version: entry.version, ...words });
      else await create.mutateAsync({ repositoryId, ...words });
      await queryClient.invalidateQueries(trpc.knowledge.pathFilter());
      form.close();
    } catch (error) {
      // What was typed stays: only the reason is shown.
      setProblem(problemOf(error));
      await queryClient.invalidateQueries(trpc.knowledge.pathFilter());
    } finally {
      form.setPending(false);
    }
  }

  const isNamed = problem !== undefined && Object.keys(problem.fields).length > 0;
  return (
    <form id={form.id} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {entry?.origin !== "mined" && (
        <Field label={messages.category} nativeLabel={false}>
          <Select options={options} value={category} onValueChange={setCategory} />
        </Field>
      )}
      <Field label={messages.entryTitle} name="title" error={problem?.fields.title}>
        <Input value={title} onValueChange={setTitle} autoComplete="off" maxLength={200} />
      </Field>
      <Field
        label={messages.content}
        name="content"
        description={messages.contentHint}
        error={problem?.fields.content}
      >
        <Textarea
          rows={10}
          value={content}
          onChange={(event) => setContent(event.currentTarget.value)}
          className="font-mono text-mono"
        />
      </Field>
      {problem && !isNamed && (
        <p role="alert" className="text-danger">
          {problem.message}
        </p>
      )}
    </form>
  );
}

/** All that is read of an entry, a model's words too: whoever edits it loses none of them. */
const wordsOf = (entry: Entry | undefined): string =>
  [entry?.wording, entry?.content].filter((words) => typeof words === "string").join("\n\n");
