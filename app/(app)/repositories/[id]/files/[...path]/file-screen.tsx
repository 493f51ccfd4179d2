"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { type MouseEvent, useCallback, useMemo, useRef } from "react";
import { CodeFile } from "@/app/_code/code-file";
import type { LineRange } from "@/app/_code/line-range";
import { splitLines } from "@/app/_code/split-lines";
import { fileMessages as messages } from "@/app/_messages/files";
import { repositoryMessages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Screen } from "../../../../_frame/screen";
import { folderHref, repositoryHref } from "../../../hrefs";
import { FileHeader } from "./file-header";
import { FileNotes } from "./file-notes";
import { SkippedFile } from "./skipped-file";
import { SymbolPanel } from "./symbol-panel";
import { useDefinition } from "./use-definition";
import { useTargetLines } from "./use-target-lines";

/** One file of the published index, at the lines its address names. */
export function FileScreen({ repositoryId, path }: { repositoryId: string; path: string }) {
  const trpc = useTRPC();
  const { data: file } = useSuspenseQuery(trpc.repository.file.get.queryOptions({ repositoryId, path }));
  const lines = useMemo(() => splitLines(file.content), [file.content]);
  const { target, choose } = useTargetLines();
  const onNumberClick = useNumberClick(target, choose);
  const definition = useDefinition({ repositoryId, path, onGo: choose });
  const folders = path.split("/").slice(0, -1);
  const isEmpty = file.content === "";
  return (
    <Screen
      flush
      title={path.slice(path.lastIndexOf("/") + 1)}
      parents={[
        { label: repositoryMessages.title, href: "/repositories" },
        { label: file.repositoryName, href: repositoryHref(repositoryId) },
        ...folders.map((label, index) => ({
          label,
          href: folderHref(repositoryId, folders.slice(0, index + 1).join("/")),
        })),
      ]}
    >
      <div className="flex h-full min-h-0">
        <div className="flex min-w-0 flex-1 flex-col">
          <FileHeader
            file={file}
            lineCount={lines.length}
            target={target}
            onGo={choose}
            definition={definition}
          />
          {file.skippedReason === null ? (
            <>
              <FileNotes file={file} lineCount={lines.length} onGo={choose} />
              {isEmpty ? (
                <EmptyState title={messages.emptyTitle}>{messages.emptyBody}</EmptyState>
              ) : (
                <CodeFile
                  key={path}
                  lines={lines}
                  language={file.language}
                  highlighted={target}
                  onNumberClick={onNumberClick}
                  onIdentifier={definition.go}
                  label={messages.codeOf(path)}
                  className="min-h-0 flex-1 bg-panel"
                />
              )}
            </>
          ) : (
            <SkippedFile reason={file.skippedReason} repositoryId={repositoryId} />
          )}
        </div>
        {file.skippedReason === null && !isEmpty && (
          <aside
            aria-label={messages.symbols}
            className="hidden w-64 shrink-0 border-line border-l lg:flex lg:flex-col"
          >
            <SymbolPanel symbols={file.symbols} target={target} onGo={choose} hasKey />
          </aside>
        )}
      </div>
      {definition.dialog}
    </Screen>
  );
}

/** A press on a number chooses its line; with Shift, all from the line chosen before. */
function useNumberClick(target: LineRange | undefined, choose: (range: LineRange) => void) {
  const anchor = useRef<number>(undefined);
  const latest = useRef(target);
  latest.current = target;
  return useCallback(
    (line: number, event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const from = event.shiftKey ? (anchor.current ?? latest.current?.from ?? line) : line;
      if (!event.shiftKey) anchor.current = line;
      choose({ from: Math.min(from, line), to: Math.max(from, line) });
    },
    [choose],
  );
}
