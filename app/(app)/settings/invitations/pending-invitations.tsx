"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { MailQuestion } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { invitationsPage } from "./invitations-page";
import { PendingItem } from "./pending-item";
import type { Sent } from "./sent-link";

export function PendingInvitations({ onSent }: { onSent: (sent: Sent) => void }) {
  const [page, setPage] = useState(1);
  const shown = useDeferredValue(page);
  const input = invitationsPage(shown);
  const { data } = useSuspenseQuery(useTRPC().invitation.list.queryOptions(input));
  if (data.items.length === 0 && page === 1) {
    return (
      <EmptyState icon={<MailQuestion />} title={peopleMessages.nonePending} heading="h3" className="py-8">
        {peopleMessages.nonePendingBody}
      </EmptyState>
    );
  }
  const from = (shown - 1) * input.pageSize + 1;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
        {data.items.map((invitation) => (
          <PendingItem key={invitation.id} invitation={invitation} onSent={onSent} />
        ))}
      </ul>
      {(page > 1 || data.hasNext) && (
        <Pagination
          className="mt-3"
          from={from}
          to={from + data.items.length - 1}
          onPrevious={page > 1 ? () => setPage(page - 1) : undefined}
          onNext={data.hasNext ? () => setPage(page + 1) : undefined}
        />
      )}
    </>
  );
}
