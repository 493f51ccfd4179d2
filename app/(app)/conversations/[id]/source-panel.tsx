"use client";

import { useQuery } from "@tanstack/react-query";
import { FileCode, FileText, X } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { CodeBlock } from "@/app/_code/code-block";
import { CodeFile } from "@/app/_code/code-file";
import { splitLines } from "@/app/_code/split-lines";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { FilePath } from "@/app/_ui/file-path";
import { IconButton } from "@/app/_ui/icon-button";
import { Skeleton } from "@/app/_ui/skeleton";
import { ButtonLink } from "@/app/_ui/text-link";
import { documentHref } from "../../documents/hrefs";
import { fileHref } from "../../repositories/hrefs";
import { useRepositories } from "../../search/use-repositories";
import { languageOf } from "./language-of";
import type { ShownCitation } from "./types";

/** The file a citation points into, at its lines; where that has changed, the quote as it was. Over the page when narrow. */
export function SourcePanel({ citation, onClose }: { citation: ShownCitation; onClose: () => void }) {
  const { number, path, startLine, endLine, verdict, reason, freshness = "current" } = citation;
  const panel = useFocusAndEscape(onClose, citation);
  const repositories = useRepositories() ?? [];
  const repository = repositories.find(({ id }) => id === citation.repositoryId);
  const isDocument = citation.sourceTable === "document";
  const freshnessBody = isDocument ? messages.documentFreshnessBody : messages.freshnessBody;
  const Icon = isDocument ? FileText : FileCode;
  const stands = freshness === "current" || freshness === "moved";
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={messages.source}
      className="absolute inset-0 z-10 flex flex-col border-line border-l bg-panel outline-none lg:static lg:w-[40%] lg:max-w-180 lg:shrink-0"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4">
        <Icon aria-hidden className="size-4 shrink-0 text-quiet" />
        <div className="flex min-w-0 flex-1">
          <FilePath path={path} />
        </div>
        <Badge tone={stands ? "plain" : "warning"}>{messages.freshness[freshness]}</Badge>
        <IconButton label={messages.closeSource} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-1.5 text-quiet text-small">
        <span className="inline-flex size-4 items-center justify-center rounded-xs bg-accent font-semibold text-on-accent text-tiny">
          {number}
        </span>
        <span className="min-w-0 truncate">
          {messages.lines(startLine, endLine)}
          {repository && ` · ${repository.name}`}
        </span>
        {freshness !== "gone" && path !== "" && (
          <ButtonLink size="small" variant="quiet" className="ml-auto" href={sourceHref(citation)}>
            {isDocument ? messages.openDocument : messages.openFile}
          </ButtonLink>
        )}
      </div>
      {verdict === "unsupported" && (
        <p className="bg-warning-tint px-4 py-2 text-warning-text">
          {messages.unsupported}: {reason}
        </p>
      )}
      {freshness !== "current" && (
        <p className="border-line border-b px-4 py-2 text-quiet">{freshnessBody[freshness]}</p>
      )}
      {stands && path !== "" ? <WholeSource citation={citation} /> : <Quote citation={citation} />}
    </section>
  );
}

function sourceHref({ repositoryId, sourceId, path, startLine, endLine }: ShownCitation): string {
  const lines = { from: startLine, to: endLine };
  return repositoryId === null ? documentHref(sourceId, lines) : fileHref(repositoryId, path, lines);
}

/** The text of the file or the document that is cited. */
function useSource({ repositoryId, sourceId, path }: ShownCitation) {
  const trpc = useTRPC();
  const file = useQuery(
    trpc.repository.file.get.queryOptions(
      { repositoryId: repositoryId ?? "", path },
      { staleTime: 60_000, enabled: repositoryId !== null },
    ),
  );
  const document = useQuery(
    trpc.document.get.queryOptions({ id: sourceId }, { staleTime: 10_000, enabled: repositoryId === null }),
  );
  return repositoryId === null
    ? { isError: document.isError, content: document.data?.contentText ?? undefined }
    : { isError: file.isError, content: file.data?.content };
}

function WholeSource({ citation }: { citation: ShownCitation }) {
  const { repositoryId, sourceId, path, startLine, endLine } = citation;
  const { isError, content } = useSource(citation);
  const lines = useMemo(() => splitLines(content ?? ""), [content]);
  const stay = useCallback(() => {}, []);
  if (isError) return <Quote citation={citation} />;
  if (content === undefined) {
    return (
      <div aria-hidden className="flex flex-col gap-2 p-4">
        <Skeleton className="h-3 w-2/3" />
        <Skeleton className="h-3 w-1/2" />
        <Skeleton className="h-3 w-3/5" />
      </div>
    );
  }
  return (
    <CodeFile
      key={`${repositoryId ?? sourceId}/${path}`}
      lines={lines}
      language={languageOf(citation.path)}
      highlighted={{ from: startLine, to: endLine }}
      onNumberClick={stay}
      label={path}
      className="min-h-0 flex-1"
    />
  );
}

function Quote({ citation }: { citation: ShownCitation }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <CodeBlock
        code={citation.quote}
        language={languageOf(citation.path)}
        startLine={citation.startLine}
        label={messages.quote}
      />
    </div>
  );
}

/** Escape closes the panel, and the focus goes back to the chip that opened it. */
function useFocusAndEscape(onClose: () => void, citation: ShownCitation) {
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each source opened anew takes the focus.
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [citation]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onClose]);
  return panel;
}
