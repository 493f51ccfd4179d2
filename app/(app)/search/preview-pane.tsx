"use client";

import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { searchMessages as messages } from "@/app/_messages/search";
import { FilePath } from "@/app/_ui/file-path";
import { Kbd } from "@/app/_ui/kbd";
import { ButtonLink } from "@/app/_ui/text-link";
import { PreviewEntry } from "./preview-entry";
import { PreviewFile, PreviewSkeleton } from "./preview-file";
import { resultHref } from "./result-href";
import { ResultIcon } from "./result-icon";
import type { Result } from "./use-results";

const WIDE = "(min-width: 1100px)";
const SETTLED_AFTER_MS = 120;

type PreviewPaneProps = {
  result: Result | undefined;
  /** A search is on its way and nothing is there to select yet. */
  isLoading: boolean;
  /** A result is about to be opened. */
  onOpen: () => void;
  /** What stands here while nothing is selected. */
  children: ReactNode;
};

/** The file around the selected result, beside the results on screens that are wide enough for both. */
export function PreviewPane({ result, isLoading, onOpen, children }: PreviewPaneProps) {
  const isWide = useSyncExternalStore(subscribe, readIsWide, () => false);
  const settled = useSettled(result);
  return (
    <section
      aria-label={messages.preview}
      className="hidden w-[38%] max-w-180 shrink-0 flex-col border-line border-l bg-panel min-[1100px]:flex"
    >
      {result === undefined ? (
        isLoading ? (
          <>
            <div className="h-13.5 shrink-0 border-line border-b" />
            <PreviewSkeleton />
          </>
        ) : (
          <div className="overflow-y-auto p-5">{children}</div>
        )
      ) : (
        <>
          <PreviewHeader result={result} onOpen={onOpen} />
          {isWide && settled ? <Preview result={settled} /> : <PreviewSkeleton />}
        </>
      )}
    </section>
  );
}

const Preview = ({ result }: { result: Result }) =>
  result.kind === "knowledge" ? <PreviewEntry id={result.fileId} /> : <PreviewFile result={result} />;

function PreviewHeader({ result, onOpen }: { result: Result; onOpen: () => void }) {
  return (
    <div className="flex h-13.5 shrink-0 items-center gap-2 border-line border-b px-4">
      <ResultIcon result={result} className="size-4 shrink-0" />
      <div className="flex min-w-0 flex-1">
        {result.kind === "knowledge" ? (
          <span className="truncate font-medium">{result.path}</span>
        ) : (
          <FilePath path={result.path} />
        )}
      </div>
      <ButtonLink href={resultHref(result)} aria-label={messages.openAt(result.path)} onClick={onOpen}>
        {messages.open}
        <span aria-hidden className="flex">
          <Kbd keys="enter" />
        </span>
      </ButtonLink>
    </div>
  );
}

/** The result that stayed selected for a moment: a key held down does not read every file it passes. */
function useSettled(result: Result | undefined): Result | undefined {
  const [settled, setSettled] = useState(result);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(result), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [result]);
  return settled ?? result;
}

function subscribe(listener: () => void) {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const readIsWide = () => window.matchMedia(WIDE).matches;
