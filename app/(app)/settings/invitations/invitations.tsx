"use client";

import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { EmptyState } from "@/app/_ui/empty-state";
import { Skeleton } from "@/app/_ui/skeleton";
import { QueryBoundary } from "../../_session/query-boundary";
import { usePermissions } from "../../_session/session-provider";
import { Section } from "../section";
import { InviteForm } from "./invite-form";
import { PendingInvitations } from "./pending-invitations";
import { type Sent, SentLink } from "./sent-link";

export function Invitations() {
  const { can } = usePermissions();
  const [sent, setSent] = useState<Sent>();
  if (!can("invitation.manage"))
    return (
      <EmptyState title={peopleMessages.invitationsNotAllowed}>
        {peopleMessages.invitationsNotAllowedBody}
      </EmptyState>
    );
  return (
    <>
      <Section title={peopleMessages.inviteTitle} description={peopleMessages.inviteBody}>
        <InviteForm onSent={setSent} />
        {sent && <SentLink sent={sent} />}
      </Section>
      <Section title={peopleMessages.pending} description={peopleMessages.pendingBody}>
        <QueryBoundary
          loading={<Skeleton className="h-15 rounded-lg" />}
          failedTitle={peopleMessages.invitationsFailed}
        >
          <PendingInvitations onSent={setSent} />
        </QueryBoundary>
      </Section>
    </>
  );
}
