"use client";

import { useQuery } from "@tanstack/react-query";
import { FileCode } from "lucide-react";
import { useEffect, useRef } from "react";
import { CodeBlock } from "@/app/_code/code-block";
import { searchMessages as messages } from "@/app/_messages/search";
import { useTRPC } from "@/app/_trpc/client";
import { FailedState } from "@/app/_ui/failed-state";
import { Kbd } from "@/app/_ui/kbd";
import { Skeleton } from "@/app/_ui/skeleton";
import { ButtonLink } from "@/app/_ui/text-link";
import { fileAddress } from "./file-address";
import type { Result } from "./use-results";

// Lines before and after the passage: enough to see where it stands, few enough to be drawn at once.
const CONTEXT_LINES = 60;

/** The file around the selected result, on screens that are wide enough for it. */
export function PreviewPane({ result }: { result: Result }) {
  const trpc = useTRPC();
  const { repositoryId, path } = result;
  const file = useQuery(trpc.repository.file.get.queryOptions({ repositoryId, path }));
  const body = useRef<HTMLDivElement>(null);
  const lines = file.data?.content.split("\n") ?? [];
  const first = Math.max(1, result.startLine - CONTEXT_LINES);
  const content = lines.slice(first - 1, result.endLine + CONTEXT_LINES).join("\n");

  useEffect(() => {
    const target = body.current?.querySelector("[data-highlighted]");
    if (content !== "" && result.id !== "") target?.scrollIntoView({ block: "center" });
  }, [content, result.id]);

  return (
    <section
      aria-label={messages.preview}
      className="hidden w-[32%] min-w-96 flex-col border-line border-l bg-panel xl:flex"
    >
      <header className="flex h-13 shrink-0 items-center gap-2 border-line border-b px-4">
        <FileCode aria-hidden className="size-3.5 shrink-0 text-quiet" />
        <span className="min-w-0 flex-1 truncate font-mono text-mono" title={path}>
          {path}
        </span>
        <ButtonLink
          href={fileAddress(result)}
          variant="secondary"
          size="small"
          aria-label={messages.openAt(path)}
        >
          {messages.open}
          <Kbd keys="enter" />
        </ButtonLink>
      </header>
      <div ref={body} className="min-h-0 flex-1 overflow-auto">
        {file.isError ? (
          <FailedState title={messages.previewFailed} onRetry={() => void file.refetch()}>
            {file.error.message}
          </FailedState>
        ) : file.data ? (
          <CodeBlock
            code={content}
            language={result.language}
            startLine={first}
            highlighted={{ from: result.startLine, to: result.endLine }}
            label={path}
            className="rounded-none border-0"
          />
        ) : (
          <Skeleton className="m-4 h-64" />
        )}
      </div>
    </section>
  );
}
