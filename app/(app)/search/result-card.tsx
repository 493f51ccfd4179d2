"use client";

import { FileCode, FileText } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CodeBlock } from "@/app/_code/code-block";
import { searchMessages as messages } from "@/app/_messages/search";
import { Badge } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import { fileAddress } from "./file-address";
import type { Result } from "./use-results";
import { visibleLines } from "./visible-lines";

type ResultCardProps = {
  result: Result;
  isSelected: boolean;
  showsRepository: boolean;
  onSelect: () => void;
};

/** One passage: where it stands, why it was found, and its lines with what was searched for marked. */
export function ResultCard({ result, isSelected, showsRepository, onSelect }: ResultCardProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = visibleLines(result);
  const passage = isWhole ? result : shown;
  const Icon = result.language === "markdown" || result.language === "text" ? FileText : FileCode;
  return (
    <li
      id={`result-${result.id}`}
      aria-current={isSelected || undefined}
      className={cn(
        "overflow-hidden rounded-lg border border-line bg-panel",
        isSelected && "border-accent ring-1 ring-accent",
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer; keys select with j, k and the arrows. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5" onClick={onSelect}>
        <Icon aria-hidden className="size-3.5 shrink-0 text-quiet" />
        <Link
          href={fileAddress(result)}
          // Selecting writes the address, which would take the place of the one the link leads to.
          onClick={(event) => event.stopPropagation()}
          aria-label={messages.linesOf(result.path, result.startLine, result.endLine)}
          className="min-w-0 break-all rounded-xs font-mono text-mono text-text hover:underline"
        >
          {showsRepository && <span className="text-quiet">{result.repositoryName}/</span>}
          {result.path}
        </Link>
        <span className="text-faint text-mono tabular-nums">
          {result.startLine}–{result.endLine}
        </span>
        {result.symbol !== null && <Badge className="max-w-60 truncate text-text">{result.symbol}</Badge>}
        <Why result={result} />
      </div>
      <div className="border-line border-t">
        <CodeBlock
          code={passage.content}
          language={result.language}
          startLine={passage.startLine}
          marks={passage.hits}
          label={messages.linesOf(result.path, passage.startLine, result.endLine)}
          numbers={false}
          className="rounded-none border-0"
        />
      </div>
      {shown.hiddenLines > 0 && (
        <button
          type="button"
          className="w-full border-line border-t px-3 py-1 text-left text-quiet text-small hover:text-text"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? messages.showFewer : messages.showLines(shown.hiddenLines)}
        </button>
      )}
    </li>
  );
}

/** Both legs' scores, as a part of one; in an exact search, the number of hits. */
function Why({ result }: { result: Result }) {
  const score = (value: number | null) =>
    value === null ? "–" : value >= 0.995 ? "1.0" : value.toFixed(2).slice(1);
  return (
    <span className="ml-auto whitespace-nowrap text-faint text-tiny tabular-nums">
      {result.scores === null
        ? messages.hits(result.hitCount)
        : `${messages.meaning} ${score(result.scores.vector)} · ${messages.words} ${score(result.scores.words)}`}
    </span>
  );
}
