"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { EntryDialog } from "./entry-dialog";
import { RegenerateDialog } from "./regenerate-dialog";
import type { Entry } from "./types";
import { useEntryChange } from "./use-entry-change";

/** What a person may do with an entry. */
export function EntryActions({ entry }: { entry: Entry }) {
  const trpc = useTRPC();
  const change = useEntryChange();
  const review = useMutation(trpc.knowledge.review.mutationOptions());
  const remove = useMutation(trpc.knowledge.delete.mutationOptions());
  const [open, setOpen] = useState<"edit" | "delete" | "regenerate">();
  const { id, version, title } = entry;
  const decide = (decision: "accepted" | "rejected") =>
    change(() => review.mutateAsync({ id, version, review: decision }));
  const dialog = (name: NonNullable<typeof open>) => ({
    open: open === name,
    onOpenChange: (isOpen: boolean) => setOpen(isOpen ? name : undefined),
  });
  const canRegenerate = entry.origin === "mined" && !entry.isEdited && entry.freshness !== "fresh";
  return (
    <footer className="flex flex-wrap gap-2">
      {entry.review !== "accepted" && (
        <Button size="small" disabled={review.isPending} onClick={() => decide("accepted")}>
          {messages.accept}
        </Button>
      )}
      {entry.review !== "rejected" && (
        <Button size="small" disabled={review.isPending} onClick={() => decide("rejected")}>
          {messages.reject}
        </Button>
      )}
      <Button size="small" onClick={() => setOpen("edit")}>
        {messages.edit}
      </Button>
      {canRegenerate && (
        <Button size="small" onClick={() => setOpen("regenerate")}>
          {messages.regenerate}
        </Button>
      )}
      <Button size="small" onClick={() => setOpen("delete")}>
        {messages.delete}
      </Button>
      <EntryDialog repositoryId={entry.repositoryId} entry={entry} {...dialog("edit")} />
      <RegenerateDialog entry={entry} {...dialog("regenerate")} />
      <ConfirmDialog
        {...dialog("delete")}
        title={messages.deleteTitle(title)}
        description={messages.deleteBody}
        confirmLabel={messages.deleteConfirm}
        onConfirm={() => change(() => remove.mutateAsync({ id }))}
      />
    </footer>
  );
}
