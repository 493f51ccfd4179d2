"use client";

import Link from "next/link";
import { type MouseEvent, memo, useState } from "react";
import { CodeBlock } from "@/app/_code/code-block";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { searchMessages as messages } from "@/app/_messages/search";
import { Badge } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import { FilePath } from "@/app/_ui/file-path";
import { isProse, ProseExcerpt } from "./prose-excerpt";
import { resultHref } from "./result-href";
import { ResultIcon } from "./result-icon";
import type { Result } from "./use-results";
import { visibleLines } from "./visible-lines";

type ResultCardProps = {
  result: Result;
  isSelected: boolean;
  showsRepository: boolean;
  /** These two must stay the same functions between renders. */
  onSelect: (id: string) => void;
  onOpen: () => void;
};

/** One passage: where it stands, why it was found, and its lines with what was searched for marked. */
export const ResultCard = memo(function ResultCard(props: ResultCardProps) {
  const { result, isSelected, onSelect } = props;
  const [isWhole, setIsWhole] = useState(false);
  const shown = visibleLines(result);
  const passage = isWhole ? result : shown;

  function onClick(event: MouseEvent<HTMLElement>) {
    const isControl = event.target instanceof Element && event.target.closest("a, button") !== null;
    // Who drags over code wants to copy it.
    if (!isControl && window.getSelection()?.isCollapsed !== false) onSelect(result.id);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a larger target for the pointer; keys select by moving to the link.
    <li
      data-result={result.id}
      aria-current={isSelected || undefined}
      onClick={onClick}
      className={cn(
        "scroll-my-3 overflow-hidden rounded-lg border border-line bg-panel",
        isSelected && "border-accent shadow-[0_0_0_1px_var(--accent)]",
      )}
    >
      <Header {...props} />
      {isProse(result.language) ? (
        <ProseExcerpt content={passage.content} marks={passage.hits} />
      ) : (
        <CodeBlock
          code={passage.content}
          language={result.language}
          startLine={passage.startLine}
          marks={passage.hits}
          label={messages.linesOf(nameOf(props), passage.startLine, lastLine(passage))}
          numbers={false}
          className="bg-code [&_code]:pl-3!"
        />
      )}
      {shown.hiddenLines > 0 && (
        <button
          type="button"
          className="w-full border-line border-t px-3 py-1 text-left text-quiet text-small -outline-offset-2 hover:text-text"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? messages.showFewer : messages.showLines(shown.hiddenLines)}
        </button>
      )}
    </li>
  );
});

function Header(props: ResultCardProps) {
  const { result, showsRepository, onSelect, onOpen } = props;
  const { startLine, endLine } = result;
  return (
    <div className="relative flex min-h-9.5 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b px-3 py-1.5 hover:bg-hover">
      {/* The whole line is the link's target. */}
      <Link
        href={resultHref(result)}
        aria-label={
          result.category === null
            ? messages.linesOf(nameOf(props), startLine, endLine)
            : messages.entryOf(result.path, result.repositoryName ?? "")
        }
        onClick={onOpen}
        onFocus={(event) => {
          // A press of the pointer focuses too, on its way to opening the file.
          if (event.currentTarget.matches(":focus-visible")) onSelect(result.id);
        }}
        className="flex min-w-0 items-center outline-none max-sm:basis-full after:absolute after:inset-0 focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <ResultIcon result={result} className="mr-2 size-3.5 shrink-0" />
        {showsRepository && result.repositoryName !== null && (
          <span className="max-w-32 shrink-0 truncate font-mono text-mono text-quiet">
            {result.repositoryName}/
          </span>
        )}
        {result.category === null ? (
          <FilePath path={result.path} lines={{ from: startLine, to: endLine }} />
        ) : (
          <span className="truncate font-medium">{result.path}</span>
        )}
      </Link>
      {result.category !== null && (
        <Badge className="relative">{knowledgeMessages.categories[result.category]}</Badge>
      )}
      {result.place !== null && <Badge className="relative">{result.place}</Badge>}
      {result.symbol !== null && result.symbol !== result.place && result.symbol !== result.path && (
        <Badge className="relative min-w-0 max-w-48">
          <span className="truncate">{result.symbol}</span>
        </Badge>
      )}
      <span className="relative ml-auto whitespace-nowrap text-faint text-tiny tabular-nums">
        {reasonOf(result)}
      </span>
    </div>
  );
}

const nameOf = ({ result, showsRepository }: ResultCardProps): string =>
  showsRepository && result.repositoryName !== null ? `${result.repositoryName}/${result.path}` : result.path;

const lastLine = (passage: { content: string; startLine: number }): number =>
  passage.startLine + passage.content.split("\n").length - 1;

/** The scores of the legs that found it; in an exact search, the number of hits; of a declaration, what it is. */
function reasonOf({ scores, hitCount, declares }: Result): string {
  if (declares !== null) return declares;
  if (scores === null) return messages.hits(hitCount);
  const legs: [string, number | null][] = [
    [messages.meaning, scores.vector],
    [messages.words, scores.words],
  ];
  return legs.flatMap(([leg, score]) => (score === null ? [] : [`${leg} ${scoreText(score)}`])).join(" · ");
}

/** ".91"; all of it is "1.0". */
function scoreText(score: number): string {
  return score >= 0.995 ? "1.0" : Math.max(0, score).toFixed(2).slice(1);
}
