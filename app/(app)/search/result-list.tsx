"use client";

import type { KeyboardEvent } from "react";
import { searchMessages as messages } from "@/app/_messages/search";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { FailedState } from "@/app/_ui/failed-state";
import { procedureProblem } from "../_session/procedure-problem";
import { expressionProblem } from "./expression-problem";
import { NothingFound } from "./nothing-found";
import { ResultCard } from "./result-card";
import { ResultSkeletons } from "./search-skeleton";
import type { SearchState } from "./search-state";
import type { useResults } from "./use-results";

type ResultListProps = {
  state: SearchState;
  results: ReturnType<typeof useResults>;
  selectedId: string | undefined;
  showsRepository: boolean;
  onSelect: (id: string) => void;
  onOpen: () => void;
  /** ↓ and ↑ while a result has the focus: +1 and −1. */
  onMove: (by: 1 | -1) => void;
  onChange: (changes: Partial<SearchState>) => void;
};

/** The results of a search, or why there are none. The ones before stay, dimmed, until the next ones are there. */
export function ResultList({ state, results, onMove, onChange, ...rest }: ResultListProps) {
  const { items, first } = results;
  if (results.isError && !first) {
    // The field itself says what is wrong with an expression.
    if (expressionProblem(results.error)) return null;
    return (
      <FailedState
        title={messages.failedTitle}
        onRetry={() => void results.refetch()}
        retrying={results.isFetching}
      >
        {procedureProblem(results.error).message}
      </FailedState>
    );
  }
  if (!first) return <ResultSkeletons />;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    onMove(event.key === "ArrowDown" ? 1 : -1);
  }

  return (
    <div
      aria-busy={results.isPlaceholderData || undefined}
      className={cn("flex flex-col gap-2.5 transition-opacity", results.isPlaceholderData && "opacity-60")}
    >
      <Notes notes={first.notes} isStale={results.startedOver} />
      {items.length === 0 ? (
        <NothingFound state={state} notes={first.notes} onChange={onChange} />
      ) : (
        <ol aria-label={messages.results} onKeyDown={onKeyDown} className="flex flex-col gap-2.5">
          {items.map((item) => (
            <ResultCard
              key={item.id}
              result={item}
              isSelected={item.id === rest.selectedId}
              showsRepository={rest.showsRepository}
              onSelect={rest.onSelect}
              onOpen={rest.onOpen}
            />
          ))}
        </ol>
      )}
      <More results={results} />
    </div>
  );
}

function More({ results }: Pick<ResultListProps, "results">) {
  if (!results.hasNextPage) {
    if (results.items.length <= 8) return null;
    return (
      <p className="py-2 text-center text-faint text-small">{messages.allShown(results.items.length)}</p>
    );
  }
  return (
    <div className="flex flex-col items-center gap-2 py-1">
      {results.isFetchNextPageError && (
        <p role="alert" className="text-danger">
          {messages.moreFailed} {procedureProblem(results.error).message}
        </p>
      )}
      <Button loading={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
        {messages.showMore}
      </Button>
    </div>
  );
}

function Notes({ notes, isStale }: { notes: readonly string[]; isStale: boolean }) {
  const lines = [...(isStale ? [messages.stale] : []), ...notes];
  return (
    <div role="status" className="empty:hidden">
      {lines.map((line) => (
        <p key={line} className="rounded-md bg-warning-tint px-3 py-1.5 text-warning-text not-first:mt-1.5">
          {line}
        </p>
      ))}
    </div>
  );
}
