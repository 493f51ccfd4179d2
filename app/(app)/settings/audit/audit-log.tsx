"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { auditMessages as messages } from "@/app/_messages/audit";
import { useTRPC } from "@/app/_trpc/client";
import { usePermissions } from "../../_session/session-provider";
import { nameOfThing } from "../_ledger/changed-fields";
import { actionWords, capital, thingWords } from "../_ledger/event-words";
import { ExportMenu } from "../_ledger/export-menu";
import { LedgerEvents } from "../_ledger/ledger-events";
import { LedgerFilters } from "../_ledger/ledger-filters";
import { emptyView, filterOf, isFiltered, type LedgerView } from "../_ledger/ledger-view";
import { useLedgerView } from "../_ledger/use-ledger-view";
import { Section } from "../section";

/** Who changed what in the organization. */
export function AuditLog() {
  const { view, show } = useLedgerView("/settings/audit");
  const { can } = usePermissions();
  if (!can("audit.read")) return <Section title={messages.audit} description={messages.notAllowed} />;
  return (
    <Section
      title={messages.audit}
      description={messages.auditBody}
      action={<ExportMenu log="audit" filter={filterOf(view)} />}
    >
      <Filters view={view} onView={show} />
      <Events view={view} onClear={() => show(emptyView)} />
    </Section>
  );
}

function Filters({ view, onView }: { view: LedgerView; onView: (view: LedgerView) => void }) {
  const { data } = useQuery(useTRPC().audit.facets.queryOptions());
  const choices = {
    userId: (data?.people ?? []).map(({ id, name }) => ({
      value: id,
      label: name ?? `${messages.formerMember} (…${id.slice(-6)})`,
    })),
    action: (data?.actions ?? []).map((action) => ({ value: action, label: capital(actionWords(action)) })),
    entityTable: (data?.entityTables ?? []).map((table) => ({ value: table, label: thingWords(table) })),
  };
  return <LedgerFilters view={view} choices={choices} onView={onView} />;
}

function Events({ view, onClear }: { view: LedgerView; onClear: () => void }) {
  const trpc = useTRPC();
  const pages = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(filterOf(view), {
      getNextPageParam: ({ next }) => next,
      // The rows stay until those of the next view have come.
      placeholderData: keepPreviousData,
    }),
  );
  const events = pages.data?.pages
    .flatMap(({ items }) => items)
    .map(({ userId, userName, ...event }) => ({
      ...event,
      who: userId === null ? messages.carrel : (userName ?? messages.formerMember),
      what: actionWords(event.action),
      thing: nameOfThing(event.data),
    }));
  return <LedgerEvents pages={pages} events={events} isFiltered={isFiltered(view)} onClear={onClear} />;
}
