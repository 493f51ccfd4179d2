"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type MouseEvent, useCallback, useMemo } from "react";
import { CodeFile } from "@/app/_code/code-file";
import { splitLines } from "@/app/_code/split-lines";
import { searchMessages as messages } from "@/app/_messages/search";
import { useTRPC } from "@/app/_trpc/client";
import { FailedState } from "@/app/_ui/failed-state";
import { Skeleton } from "@/app/_ui/skeleton";
import { procedureProblem } from "../_session/procedure-problem";
import { resultHref } from "./result-href";
import type { Result } from "./use-results";

const FRESH_FOR_MS = 60_000;

/** The whole file of a result, scrolled to its lines. A line's number opens the file there. */
export function PreviewFile({ result }: { result: Result }) {
  const { kind, repositoryId, fileId, path } = result;
  const router = useRouter();
  const file = useContent(result);
  const content = file.content;
  const lines = useMemo(() => splitLines(content ?? ""), [content]);
  const openAt = useCallback(
    (line: number, event: MouseEvent) => {
      event.preventDefault();
      router.push(resultHref({ kind, repositoryId, fileId, path, startLine: line, endLine: line }));
    },
    [kind, repositoryId, fileId, path, router],
  );

  if (file.isError) {
    return (
      <FailedState
        title={messages.previewFailed}
        onRetry={() => void file.refetch()}
        retrying={file.isFetching}
      >
        {procedureProblem(file.error).message}
      </FailedState>
    );
  }
  if (content === undefined) return <PreviewSkeleton />;
  return (
    <CodeFile
      key={`${repositoryId ?? fileId}/${path}`}
      lines={lines}
      language={result.language}
      highlighted={{ from: result.startLine, to: result.endLine }}
      onNumberClick={openAt}
      label={messages.contentOf(path)}
      className="min-h-0 flex-1"
    />
  );
}

/** The text of the file or the document that a result stands in. */
function useContent({ repositoryId, fileId, path }: Result) {
  const trpc = useTRPC();
  const shared = { staleTime: FRESH_FOR_MS, trpc: { abortOnUnmount: true } };
  const file = useQuery(
    trpc.repository.file.get.queryOptions(
      { repositoryId: repositoryId ?? "", path },
      { ...shared, enabled: repositoryId !== null },
    ),
  );
  const document = useQuery(
    trpc.document.get.queryOptions({ id: fileId }, { ...shared, enabled: repositoryId === null }),
  );
  if (repositoryId === null) return { ...document, content: document.data?.contentText ?? undefined };
  return { ...file, content: file.data?.content };
}

/** Lines of different lengths, where the code will be. */
export function PreviewSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-2 overflow-hidden p-4">
      {["w-2/3", "w-1/2", "w-3/5", "w-1/3", "w-3/4", "w-2/5", "w-1/2"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing.
        <Skeleton key={index} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}
