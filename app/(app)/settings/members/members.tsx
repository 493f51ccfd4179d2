"use client";

import { useDeferredValue, useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { SearchInput } from "@/app/_ui/search-input";
import { Skeleton } from "@/app/_ui/skeleton";
import { QueryBoundary } from "../../_session/query-boundary";
import { useSession } from "../../_session/session-provider";
import { Section } from "../section";
import { LeaveOrganization } from "./leave-organization";
import { MemberTable } from "./member-table";
import { firstMembers, type MembersInput } from "./members-page";

/** Who belongs to the organization, and what may be changed about it. */
export function Members() {
  const { organization } = useSession();
  const [input, setInput] = useState<MembersInput>(firstMembers);
  // The rows stay until the next ones have come.
  const shown = useDeferredValue(input);
  const change = (part: Partial<MembersInput>) => setInput({ ...input, page: 1, ...part });
  return (
    <>
      <Section
        title={peopleMessages.members}
        description={`${peopleMessages.memberCount(organization.members)}. ${peopleMessages.limit}`}
      >
        <SearchInput
          label={peopleMessages.search}
          placeholder={peopleMessages.search}
          value={input.searchQuery}
          onValueChange={(searchQuery) => change({ searchQuery })}
          busy={shown !== input}
          className="mb-3"
        />
        <QueryBoundary
          loading={<Skeleton className="h-32 rounded-lg" />}
          failedTitle={peopleMessages.membersFailed}
        >
          <MemberTable input={shown} onChange={change} total={organization.members} />
        </QueryBoundary>
      </Section>
      <LeaveOrganization />
    </>
  );
}
