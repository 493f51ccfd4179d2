"use client";

import { FileText } from "lucide-react";
import { type MouseEvent, useCallback, useMemo } from "react";
import { CodeFile } from "@/app/_code/code-file";
import type { LineRange } from "@/app/_code/line-range";
import { splitLines } from "@/app/_code/split-lines";
import { documentMessages as messages } from "@/app/_messages/documents";
import { EmptyState } from "@/app/_ui/empty-state";
import { Markdown } from "@/app/_ui/markdown";
import type { Document } from "../types";

type DocumentTextProps = {
  document: Document;
  /** Markdown as it reads, instead of as it is written. */
  isRendered: boolean;
  target: LineRange | undefined;
  onTarget: (range: LineRange) => void;
};

/** The text of a document, at the lines its address names. */
export function DocumentText({ document, isRendered, target, onTarget }: DocumentTextProps) {
  const { name, contentText } = document;
  const lines = useMemo(() => splitLines(contentText ?? ""), [contentText]);
  const onNumberClick = useCallback(
    (line: number, event: MouseEvent) => {
      event.preventDefault();
      onTarget({ from: line, to: line });
    },
    [onTarget],
  );
  if (contentText === null) {
    return (
      <EmptyState icon={<FileText />} title={messages.notReadTitle}>
        {document.indexingError ?? messages.notRead}
      </EmptyState>
    );
  }
  if (contentText.trim() === "") {
    return (
      <EmptyState icon={<FileText />} title={messages.emptyTextTitle}>
        {messages.emptyText}
      </EmptyState>
    );
  }
  if (isRendered) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      <section aria-label={messages.contentOf(name)} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        {/* The headings of the text come below one of the page. */}
        <h2 className="sr-only">{messages.contentOf(name)}</h2>
        <Markdown className="mx-auto max-w-180 p-4 md:p-6">{contentText}</Markdown>
      </section>
    );
  }
  return (
    <CodeFile
      lines={lines}
      language={document.isEditable ? document.language : document.isMarked ? "markdown" : null}
      highlighted={target}
      onNumberClick={onNumberClick}
      label={messages.contentOf(name)}
      className="min-h-0 flex-1"
    />
  );
}
