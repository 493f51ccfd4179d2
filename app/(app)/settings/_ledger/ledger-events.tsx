"use client";

import { auditMessages as messages } from "@/app/_messages/audit";
import { FailedState } from "@/app/_ui/failed-state";
import { Skeleton } from "@/app/_ui/skeleton";
import { procedureProblem } from "../../_session/procedure-problem";
import type { ShownEvent } from "./ledger-event";
import { LedgerList } from "./ledger-list";

/** The pages of a log as they were asked for, in whatever state that is. */
type LedgerPages = {
  isPending: boolean;
  error: unknown;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type LedgerEventsProps = {
  pages: LedgerPages;
  /** Undefined as long as nothing has come. */
  events: ShownEvent[] | undefined;
  isFiltered: boolean;
  onClear: () => void;
};

/** The events of a log with its loading and its failing state. */
export function LedgerEvents({ pages, events, isFiltered, onClear }: LedgerEventsProps) {
  if (events === undefined) {
    if (pages.error === null) return <Skeleton className="h-96 rounded-lg" />;
    return (
      <FailedState
        title={messages.failed}
        onRetry={() => void pages.refetch()}
        retrying={pages.isFetching}
        heading="h3"
      >
        {procedureProblem(pages.error).message}
      </FailedState>
    );
  }
  const more = { fetch: () => void pages.fetchNextPage(), isFetching: pages.isFetchingNextPage };
  return (
    <LedgerList
      events={events}
      isFiltered={isFiltered}
      onClear={onClear}
      more={pages.hasNextPage ? more : undefined}
    />
  );
}
