"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { leaveFor } from "@/app/(auth)/leave-for";
import { Section } from "../section";

export function DeleteOrganization({ name }: { name: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation(useTRPC().organization.delete.mutationOptions());
  return (
    <Section title={peopleMessages.deleteSection} description={peopleMessages.deleteBody}>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {peopleMessages.delete}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={peopleMessages.deleteTitle(name)}
        description={peopleMessages.deleteConfirm}
        confirmLabel={peopleMessages.delete}
        nameToType={name}
        onConfirm={async () => {
          await remove.mutateAsync({ name });
          await leaveFor("/");
        }}
      />
    </Section>
  );
}
