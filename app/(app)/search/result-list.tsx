"use client";

import { SearchX } from "lucide-react";
import { searchMessages as messages } from "@/app/_messages/search";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/empty-state";
import { FailedState } from "@/app/_ui/failed-state";
import { Skeleton } from "@/app/_ui/skeleton";
import { useActiveRuns } from "../_live/live-provider";
import { ResultCard } from "./result-card";
import type { SearchState } from "./search-state";
import type { useResults } from "./use-results";

type ResultListProps = {
  results: ReturnType<typeof useResults>;
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  onChange: (changes: Partial<SearchState>) => void;
  state: SearchState;
};

/** The results of a search, or why there are none. The ones before stay, dimmed, until the next ones are there. */
export function ResultList({ results, selectedId, onSelect, onChange, state }: ResultListProps) {
  const { items, first } = results;
  if (results.isError && items.length === 0) {
    return (
      <FailedState
        title={messages.failedTitle}
        onRetry={() => void results.refetch()}
        retrying={results.isFetching}
      >
        {results.error.message}
      </FailedState>
    );
  }
  if (!first) return <ResultSkeletons />;
  const showsRepository = new Set(items.map((item) => item.repositoryId)).size > 1;
  return (
    <section
      aria-busy={results.isPlaceholderData || undefined}
      className={cn("flex flex-col gap-2.5 transition-opacity", results.isPlaceholderData && "opacity-60")}
    >
      <Notes notes={first.notes} isStale={results.startedOver} isCut={first.isCut} />
      {items.length === 0 && <NothingFound state={state} onChange={onChange} />}
      <ol aria-label={messages.results} className="flex flex-col gap-2.5">
        {items.map((item) => (
          <ResultCard
            key={item.id}
            result={item}
            isSelected={item.id === selectedId}
            showsRepository={showsRepository}
            onSelect={() => onSelect(item.id)}
          />
        ))}
      </ol>
      {results.hasNextPage && (
        <Button
          variant="secondary"
          className="self-center"
          loading={results.isFetchingNextPage}
          onClick={() => void results.fetchNextPage()}
        >
          {messages.showMore}
        </Button>
      )}
      {!results.hasNextPage && items.length > 8 && (
        <p className="py-2 text-center text-faint text-small">{messages.allShown(items.length)}</p>
      )}
    </section>
  );
}

function Notes({ notes, isStale, isCut }: { notes: readonly string[]; isStale: boolean; isCut: boolean }) {
  const runs = useActiveRuns();
  const names = runs.map((run) => run.repositoryName);
  const lines = [
    ...notes,
    ...(isStale ? [messages.stale] : []),
    ...(isCut ? [messages.cut] : []),
    ...(names.length > 0 ? [messages.running(names.slice(0, 2), Math.max(0, names.length - 2))] : []),
  ];
  return lines.map((line) => (
    <p key={line} role="status" className="text-quiet text-small">
      {line}
    </p>
  ));
}

function NothingFound({ state, onChange }: Pick<ResultListProps, "state" | "onChange">) {
  const isExact = state.mode === "exact";
  const hasFilters =
    state.repositoryId !== undefined || state.path !== undefined || state.language !== undefined;
  return (
    <EmptyState
      icon={<SearchX />}
      title={messages.nothingTitle}
      action={
        <Button variant="secondary" onClick={() => onChange({ mode: isExact ? "hybrid" : "exact" })}>
          {isExact ? messages.tryHybrid : messages.tryExact}
        </Button>
      }
    >
      {isExact ? messages.nothingExact : messages.nothingHybrid} {hasFilters ? messages.nothingFilters : ""}{" "}
      {isExact && (state.caseSensitive || state.wholeWord) ? messages.nothingSwitches : ""}
    </EmptyState>
  );
}

function ResultSkeletons() {
  return (
    <div className="flex flex-col gap-2.5" aria-busy role="status" aria-label={messages.searching}>
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-[118px] rounded-lg" />
      ))}
    </div>
  );
}
