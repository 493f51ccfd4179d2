"use client";

import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { FailedState } from "@/app/_ui/failed-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Skeleton } from "@/app/_ui/skeleton";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { QueryBoundary } from "../../_session/query-boundary";
import type { Document } from "../types";
import { useRefresh } from "../use-move";
import { compareTexts } from "./compare-texts";

type VersionPanelProps = { document: Document; canWrite: boolean; onRestored: () => void };

/** The versions of a document: who wrote them, what has changed since, and the way back. */
export function VersionPanel(props: VersionPanelProps) {
  return (
    <QueryBoundary loading={<Skeleton className="m-5 h-24" />} failedTitle={messages.failedTitle}>
      <Versions {...props} />
    </QueryBoundary>
  );
}

function Versions({ document, canWrite, onRestored }: VersionPanelProps) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.document.versions.list.queryOptions({ id: document.id, page: 1, pageSize: 100 }),
  );
  const [chosen, setChosen] = useState<number>();
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
      <ol
        aria-label={messages.versionList}
        className="shrink-0 divide-y divide-line border-line md:w-72 md:overflow-y-auto md:border-r"
      >
        {data.items.map((one) => (
          <li key={one.version}>
            <button
              type="button"
              aria-pressed={chosen === one.version}
              onClick={() => setChosen(one.version)}
              className={cn(
                "flex w-full flex-col px-3 py-2 text-left -outline-offset-2 hover:bg-hover md:px-5",
                chosen === one.version && "bg-hover",
              )}
            >
              <span className="flex gap-2 font-medium">
                {messages.version(one.version)}
                {one.version === document.version && <span className="text-quiet">{messages.current}</span>}
              </span>
              <span className="flex flex-wrap gap-x-2 text-quiet text-small">
                {one.writtenBy}
                <RelativeTime at={one.createdAt} />
                {one.isAutosaved && <span>{messages.autosaved}</span>}
                {one.note}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className="min-h-0 min-w-0 flex-1 md:overflow-y-auto">
        {chosen !== undefined && (
          <Comparison
            key={chosen}
            document={document}
            version={chosen}
            canWrite={canWrite}
            onRestored={onRestored}
          />
        )}
      </div>
    </div>
  );
}

function Comparison({ document, version, canWrite, onRestored }: VersionPanelProps & { version: number }) {
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useRefresh();
  const older = useQuery(trpc.document.versions.get.queryOptions({ id: document.id, version }));
  const restore = useMutation(trpc.document.versions.restore.mutationOptions());
  if (older.isError)
    return (
      <FailedState
        title={messages.failedTitle}
        onRetry={() => void older.refetch()}
        retrying={older.isFetching}
      >
        {procedureProblem(older.error).message}
      </FailedState>
    );
  if (!older.data) return <Skeleton className="m-5 h-24" />;
  const parts = compareTexts(older.data.content, document.contentText ?? "");
  const isSame = parts.every(({ kind }) => kind === "same");

  async function goBack() {
    try {
      await restore.mutateAsync({ id: document.id, version, current: document.version });
      await refresh();
      toast.show({ kind: "success", title: messages.restored(version) });
      onRestored();
    } catch (error) {
      toast.show({
        kind: "failure",
        title: messages.saveFailed,
        description: procedureProblem(error).message,
      });
    }
  }

  return (
    <section aria-label={messages.comparison} className="p-3 md:p-5">
      {canWrite && !isSame && (
        <Button onClick={() => void goBack()} loading={restore.isPending} className="mb-3">
          {messages.restore}
        </Button>
      )}
      {isSame && <p className="mb-3 text-quiet">{messages.same}</p>}
      <pre className="overflow-x-auto whitespace-pre-wrap rounded-md border border-line bg-code p-3 font-mono text-mono leading-5">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn once.
          <Change key={index} part={part} />
        ))}
      </pre>
    </section>
  );
}

function Change({ part: { kind, lines } }: { part: ReturnType<typeof compareTexts>[number] }) {
  if (kind === "removed")
    return <del className="bg-danger-tint text-danger no-underline">{marked("− ", lines)}</del>;
  if (kind === "added")
    return <ins className="bg-tint text-tint-text no-underline">{marked("+ ", lines)}</ins>;
  return <span>{marked("  ", lines)}</span>;
}

const marked = (sign: string, lines: string[]): string => lines.map((line) => `${sign}${line}\n`).join("");
