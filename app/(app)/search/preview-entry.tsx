"use client";

import { useQuery } from "@tanstack/react-query";
import { searchMessages as messages } from "@/app/_messages/search";
import { useTRPC } from "@/app/_trpc/client";
import { FailedState } from "@/app/_ui/failed-state";
import { Markdown } from "@/app/_ui/markdown";
import { procedureProblem } from "../_session/procedure-problem";
import { PreviewSkeleton } from "./preview-file";

/** The whole of an entry of knowledge. */
export function PreviewEntry({ id }: { id: string }) {
  const entry = useQuery(
    useTRPC().knowledge.get.queryOptions({ id }, { staleTime: 60_000, trpc: { abortOnUnmount: true } }),
  );
  if (entry.isError) {
    return (
      <FailedState
        title={messages.previewFailed}
        onRetry={() => void entry.refetch()}
        retrying={entry.isFetching}
      >
        {procedureProblem(entry.error).message}
      </FailedState>
    );
  }
  if (entry.data === undefined) return <PreviewSkeleton />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <Markdown>{entry.data.content}</Markdown>
    </div>
  );
}
