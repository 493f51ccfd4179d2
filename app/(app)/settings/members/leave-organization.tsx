"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { leaveFor } from "@/app/(auth)/leave-for";
import { useSession } from "../../_session/session-provider";
import { Section } from "../section";

/** Nothing for somebody alone: what they want is to delete it. */
export function LeaveOrganization() {
  const { name, members } = useSession().organization;
  const [isAsking, setIsAsking] = useState(false);
  const leave = useMutation(useTRPC().member.leave.mutationOptions());
  if (members < 2) return null;
  return (
    <Section title={peopleMessages.leave} description={peopleMessages.leaveBody}>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {peopleMessages.leave}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={peopleMessages.leaveTitle(name)}
        description={peopleMessages.leaveBody}
        confirmLabel={peopleMessages.leave}
        onConfirm={async () => {
          await leave.mutateAsync();
          await leaveFor("/");
        }}
      />
    </Section>
  );
}
