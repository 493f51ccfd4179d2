"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Markdown } from "@/app/_ui/markdown";
import { Spinner } from "@/app/_ui/spinner";
import type { Entry } from "./types";
import { useEntryChange } from "./use-entry-change";

type RegenerateDialogProps = { entry: Entry; open: boolean; onOpenChange: (open: boolean) => void };

/** Shows what would change before it does. */
export function RegenerateDialog({ entry, open, onOpenChange }: RegenerateDialogProps) {
  const trpc = useTRPC();
  const change = useEntryChange();
  const { id } = entry;
  const regenerate = useMutation(trpc.knowledge.regenerate.mutationOptions());
  const { data: preview } = useQuery(trpc.knowledge.preview.queryOptions({ id }, { enabled: open }));
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.regenerateTitle}
      confirmLabel={messages.regenerate}
      danger={false}
      onConfirm={() =>
        change(() => regenerate.mutateAsync({ id, version: preview?.version ?? entry.version }))
      }
      description={
        <div className="flex max-h-96 flex-col gap-3 overflow-y-auto">
          <p>{messages.regenerateBody}</p>
          {preview === undefined ? (
            <Spinner />
          ) : !preview.canReplace ? (
            <p>{messages.keeps}</p>
          ) : !preview.isChanged ? (
            <p>{messages.unchanged}</p>
          ) : (
            <>
              <Words label={messages.before} text={preview.before.content} />
              <Words label={messages.after} text={preview.after?.content ?? ""} />
            </>
          )}
        </div>
      }
    />
  );
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <section aria-label={label} className="rounded-md border border-line px-3 py-2 text-text">
      <p className="mb-1 font-medium text-quiet text-small">{label}</p>
      <Markdown>{text}</Markdown>
    </section>
  );
}
