"use client";

import { Hourglass, SearchX } from "lucide-react";
import { searchMessages as messages } from "@/app/_messages/search";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { findFilters } from "./find-filters";
import { hasMenuFilters, noMenuFilters, type SearchState } from "./search-state";
import { useHasDocuments } from "./use-has-documents";
import { useRepositories } from "./use-repositories";

type NothingFoundProps = {
  state: SearchState;
  /** What the server says about it; it stands above already. */
  notes: readonly string[];
  onChange: (changes: Partial<SearchState>) => void;
};

/** No result, why that may be, and what to try. */
export function NothingFound({ state, notes, onChange }: NothingFoundProps) {
  const repositories = useRepositories();
  const hasDocuments = useHasDocuments();
  if (hasDocuments === false && repositories?.every(({ lastIndexedAt }) => lastIndexedAt === null)) {
    return (
      <EmptyState
        icon={<Hourglass />}
        title={messages.notIndexedTitle}
        action={<ButtonLink href="/repositories">{messages.toRepositories}</ButtonLink>}
      >
        {messages.notIndexedBody}
      </EmptyState>
    );
  }
  const isExact = state.mode === "exact";
  const isExpression = isExact && state.regex;
  const hasSwitches = isExact && (state.caseSensitive || state.wholeWord);
  const isFiltered = hasMenuFilters(state) || findFilters(state.text).length > 0;
  const reasons =
    notes.length > 0
      ? [messages.nothingNamed]
      : [
          ...(isFiltered ? [messages.nothingFilters] : []),
          ...(hasSwitches ? [messages.nothingSwitches] : []),
          isExpression
            ? messages.nothingExpression
            : isExact
              ? messages.nothingExact
              : messages.nothingHybrid,
        ];
  return (
    <EmptyState
      icon={<SearchX />}
      title={messages.nothingTitle}
      action={
        <>
          <Button onClick={() => onChange({ mode: isExact ? "hybrid" : "exact" })}>
            {isExact ? messages.tryHybrid : messages.tryExact}
          </Button>
          {hasMenuFilters(state) && (
            <Button onClick={() => onChange(noMenuFilters)}>{messages.removeFilters}</Button>
          )}
        </>
      }
    >
      {reasons.join(" ")}
    </EmptyState>
  );
}
