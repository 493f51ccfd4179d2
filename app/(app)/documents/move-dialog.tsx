"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { Field } from "@/app/_ui/field";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { Select } from "@/app/_ui/select";
import { procedureProblem } from "../_session/procedure-problem";
import { foldersToChoose } from "./folders-to-choose";
import type { Item } from "./types";
import { useMove } from "./use-move";

type MoveDialogProps = { item: Item; open: boolean; onClose: () => void };

/** Puts a folder or a document somewhere else: what dragging does, for the keyboard and small screens. */
export function MoveDialog({ item, open, onClose }: MoveDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onClose}
      title={messages.moveTitle(item.name)}
      submitLabel={messages.moveSubmit}
    >
      {(form) => <MoveForm item={item} form={form} />}
    </FormDialog>
  );
}

const TOP = "top";

function MoveForm({ item, form }: { item: Item; form: DialogForm }) {
  const tree = useQuery(useTRPC().folder.tree.queryOptions());
  const { move } = useMove();
  const [to, setTo] = useState(item.folderId ?? TOP);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.isPending) return;
    form.setPending(true);
    try {
      await move(item, to === TOP ? null : to);
      form.close();
    } catch (refusal) {
      setError(procedureProblem(refusal).message);
    } finally {
      form.setPending(false);
    }
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate>
      <Field label={messages.moveTo} name="folder" error={error} nativeLabel={false}>
        <Select
          options={[
            { value: TOP, label: messages.top },
            ...foldersToChoose(tree.data?.folders ?? [], item.kind === "folder" ? item.id : undefined),
          ]}
          value={to}
          onValueChange={setTo}
        />
      </Field>
    </form>
  );
}
