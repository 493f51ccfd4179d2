"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { auditMessages as messages } from "@/app/_messages/audit";
import { useTRPC } from "@/app/_trpc/client";
import { actionWords, capital } from "../_ledger/event-words";
import { ExportMenu } from "../_ledger/export-menu";
import { LedgerEvents } from "../_ledger/ledger-events";
import { LedgerFilters } from "../_ledger/ledger-filters";
import { emptyView, filterOf, isFiltered, type LedgerView } from "../_ledger/ledger-view";
import { useLedgerView } from "../_ledger/use-ledger-view";
import { Section } from "../section";

/** What happened to one's own account. */
export function SecurityLog() {
  const { view, show } = useLedgerView("/settings/security-log");
  return (
    <Section
      title={messages.security}
      description={messages.securityBody}
      action={<ExportMenu log="security" filter={ownFilter(view)} />}
    >
      <Filters view={view} onView={show} />
      <Events view={view} onClear={() => show(emptyView)} />
    </Section>
  );
}

/** This log is about one person's one account: those filters mean nothing here. */
const ownFilter = (view: LedgerView) => filterOf({ ...view, userId: "", entityTable: "" });

function Filters({ view, onView }: { view: LedgerView; onView: (view: LedgerView) => void }) {
  const { data } = useQuery(useTRPC().account.security.actions.queryOptions());
  const action = (data ?? []).map((value) => ({ value, label: capital(actionWords(value)) }));
  return <LedgerFilters view={view} choices={{ action }} onView={onView} />;
}

function Events({ view, onClear }: { view: LedgerView; onClear: () => void }) {
  const trpc = useTRPC();
  const pages = useInfiniteQuery(
    trpc.account.security.list.infiniteQueryOptions(ownFilter(view), {
      getNextPageParam: ({ next }) => next,
      // The rows stay until those of the next view have come.
      placeholderData: keepPreviousData,
    }),
  );
  const events = pages.data?.pages
    .flatMap(({ items }) => items)
    .map((event) => ({ ...event, what: capital(actionWords(event.action)) }));
  return <LedgerEvents pages={pages} events={events} isFiltered={isFiltered(view)} onClear={onClear} />;
}
