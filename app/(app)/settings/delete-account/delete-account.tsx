"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Skeleton } from "@/app/_ui/skeleton";
import { QueryBoundary } from "../../_session/query-boundary";
import { Section } from "../section";
import { DeleteForm } from "./delete-form";

/** What goes and what stays, by name, and then the form. */
export function DeleteAccount() {
  return (
    <Section title={accountMessages.leaveTitle} description={accountMessages.leaveIntro}>
      <QueryBoundary loading={<Skeleton className="h-40 rounded-lg" />} failedTitle={accountMessages.failed}>
        <Consequences />
      </QueryBoundary>
    </Section>
  );
}

function Consequences() {
  const trpc = useTRPC();
  // Somebody may have been made an owner elsewhere a moment ago.
  const { data } = useSuspenseQuery(trpc.account.deletion.plan.queryOptions(undefined, { staleTime: 0 }));
  const namesOf = (fate: (typeof data)[number]["fate"]) => data.filter((one) => one.fate === fate);
  const blocking = namesOf("blocks");
  return (
    <div className="flex flex-col gap-5">
      {blocking.length > 0 && (
        <div className="rounded-md bg-warning-tint px-3 py-2.5 text-warning-text">
          <Names title={accountMessages.leaveBlocked} organizations={blocking} />
          <p className="mt-1">{accountMessages.leaveBlockedBody}</p>
        </div>
      )}
      <p>{accountMessages.leaveAlways}</p>
      <Names title={accountMessages.leaveGoes} organizations={namesOf("goes")} />
      <Names title={accountMessages.leaveStays} organizations={namesOf("stays")} />
      {blocking.length === 0 && <DeleteForm />}
    </div>
  );
}

type NamesProps = { title: string; organizations: readonly { id: string; name: string }[] };

function Names({ title, organizations }: NamesProps) {
  if (organizations.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 list-inside list-disc">
        {organizations.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
