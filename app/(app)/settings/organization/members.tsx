"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { organizationMessages } from "@/app/_messages/organization";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Pagination } from "@/app/_ui/pagination";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Skeleton } from "@/app/_ui/skeleton";
import { InitialMark } from "../../_frame/initial-mark";
import { QueryBoundary } from "../../_session/query-boundary";
import { useSession } from "../../_session/session-provider";
import { Section } from "../section";
import { membersPage } from "./members-page";

/** Who belongs to the organization, longest first. */
export function Members({ count }: { count: number }) {
  return (
    <Section title={settingsMessages.members} description={settingsMessages.memberCount(count)}>
      <QueryBoundary loading={<Skeleton className="h-20 rounded-lg" />} failedTitle={settingsMessages.failed}>
        <MemberTable count={count} />
      </QueryBoundary>
    </Section>
  );
}

function MemberTable({ count }: { count: number }) {
  const [page, setPage] = useState(1);
  // The rows stay until those of the next page have come.
  const shown = useDeferredValue(page);
  const { person } = useSession();
  const trpc = useTRPC();
  const input = membersPage(shown);
  const { data } = useSuspenseQuery(trpc.organization.members.queryOptions(input));
  const from = (shown - 1) * input.pageSize + 1;

  return (
    <>
      <table className="w-full border-line border-y text-left">
        <thead className="text-quiet text-small">
          <tr className="h-8">
            <th className="font-normal">{settingsMessages.member}</th>
            <th className="w-24 font-normal">{settingsMessages.role}</th>
            <th className="w-28 font-normal max-sm:hidden">{settingsMessages.joined}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ id, userId, name, image, role, createdAt }) => (
            <tr key={id} className="h-10 border-line border-t">
              <td className="max-w-0 pr-3">
                <span className="flex items-center gap-2">
                  <InitialMark name={name ?? "?"} image={image} round />
                  <span className="truncate">{name ?? settingsMessages.formerMember}</span>
                  {userId === person.id && (
                    <span className="text-quiet text-small">{settingsMessages.you}</span>
                  )}
                </span>
              </td>
              <td className="text-quiet">{organizationMessages.roles[role] ?? role}</td>
              <td className="text-quiet max-sm:hidden">
                <RelativeTime at={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {(page > 1 || data.hasNext) && (
        <Pagination
          className="mt-3"
          from={from}
          to={from + data.items.length - 1}
          total={count}
          onPrevious={page > 1 ? () => setPage(page - 1) : undefined}
          onNext={data.hasNext ? () => setPage(page + 1) : undefined}
        />
      )}
    </>
  );
}
