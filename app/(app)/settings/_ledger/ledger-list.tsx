"use client";

import { ScrollText } from "lucide-react";
import { auditMessages as messages } from "@/app/_messages/audit";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { LedgerEvent, type ShownEvent } from "./ledger-event";

type LedgerListProps = {
  events: ShownEvent[];
  isFiltered: boolean;
  onClear: () => void;
  /** The next page, as long as there is one. */
  more: { fetch: () => void; isFetching: boolean } | undefined;
};

/** The events of a log, newest first, and the way to older ones. */
export function LedgerList({ events, isFiltered, onClear, more }: LedgerListProps) {
  if (events.length === 0) {
    return isFiltered ? (
      <EmptyState
        icon={<ScrollText />}
        title={messages.noMatchTitle}
        heading="h3"
        action={<Button onClick={onClear}>{messages.clear}</Button>}
      >
        {messages.noMatchBody}
      </EmptyState>
    ) : (
      <EmptyState icon={<ScrollText />} title={messages.emptyTitle} heading="h3">
        {messages.emptyBody}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={messages.list} className="divide-y divide-line rounded-lg border border-line bg-panel">
        {events.map((event) => (
          <LedgerEvent key={event.id} event={event} />
        ))}
      </ul>
      <div className="mt-3 flex justify-center">
        {more ? (
          <Button onClick={more.fetch} loading={more.isFetching}>
            {messages.more}
          </Button>
        ) : (
          <p className="text-quiet text-small">{messages.end}</p>
        )}
      </div>
    </>
  );
}
