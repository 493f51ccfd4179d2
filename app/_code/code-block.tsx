"use client";

import { useMemo } from "react";
import { codeMessages } from "@/app/_messages/files";
import { cn } from "@/app/_ui/cn";
import { CodeLines } from "./code-lines";
import type { LineRange } from "./line-range";
import { type Span, spansByLine, splitLines } from "./split-lines";
import { tokensAt, useHighlight } from "./use-highlight";

type CodeBlockProps = {
  code: string;
  /** One of our language ids ("ts", "csharp"); null stays plain. */
  language: string | null;
  /** The number of the first line; 1 by default. */
  startLine?: number | undefined;
  /** Lines that stand out, by number. */
  highlighted?: LineRange | undefined;
  /** Stretches of `code` to mark, in UTF-16 code units. */
  marks?: readonly Span[] | undefined;
  /** What the code is, for screen readers: its path, for instance. */
  label?: string | undefined;
  /** Leave the numbers out, as in a result of a search. */
  numbers?: boolean | undefined;
  /** False where the passage lies in something that is pressed as a whole: what is too wide is cut off then. */
  scrolls?: boolean | undefined;
  className?: string | undefined;
};

/** A passage of code, coloured in the browser; it scrolls sideways where it is too wide. For whole files see CodeFile. */
export function CodeBlock({
  code,
  language,
  startLine = 1,
  highlighted,
  marks,
  label = codeMessages.code,
  numbers = true,
  scrolls = true,
  className,
}: CodeBlockProps) {
  const lines = useMemo(() => splitLines(code), [code]);
  const slices = useHighlight(lines, language);
  const spans = useMemo(() => (marks === undefined ? undefined : spansByLine(code, marks)), [code, marks]);
  const content = (
    <div className="w-max min-w-full">
      <CodeLines
        lines={lines}
        startLine={startLine}
        tokensOf={(index) => tokensAt(slices, index)}
        highlighted={highlighted}
        marks={spans}
        numberWidth={String(startLine + lines.length - 1).length}
      />
    </div>
  );
  const look = cn(codeSurface, !numbers && withoutNumbers, className);
  if (!scrolls) return <div className={cn(look, "overflow-hidden")}>{content}</div>;
  return (
    // A group and no region: the same lines may be quoted twice on a page, and landmarks are there once.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div role="group" aria-label={label} tabIndex={0} className={cn(look, "overflow-x-auto")}>
      {content}
    </div>
  );
}

const codeSurface = "py-1.5 font-mono text-mono -outline-offset-2";
const withoutNumbers = "[&_code]:pl-4 [&_span[aria-hidden]]:hidden";
