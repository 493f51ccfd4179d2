"use client";

import { useMutation } from "@tanstack/react-query";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useToast } from "@/app/_ui/toast";
import { leaveFor } from "@/app/(auth)/leave-for";
import { InitialMark } from "../_frame/initial-mark";
import { procedureProblem } from "./procedure-problem";

export type DeletedOrganization = { id: string; name: string; purgedAfter: Date };

/** What a person has deleted and can still have back. Restoring one opens it. */
export function DeletedOrganizations({ organizations }: { organizations: readonly DeletedOrganization[] }) {
  const trpc = useTRPC();
  const toast = useToast();
  const restore = useMutation(
    trpc.organization.restore.mutationOptions({
      onSuccess: () => void leaveFor("/"),
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: peopleMessages.restoreFailed,
          description: procedureProblem(error).message,
        }),
    }),
  );
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
      {organizations.map(({ id, name, purgedAfter }) => (
        <li key={id} className="flex min-h-13 items-center gap-3 px-3 py-2">
          <InitialMark name={name} />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{name}</p>
            <p className="text-quiet text-small">
              {peopleMessages.purged} <RelativeTime at={purgedAfter} />
            </p>
          </div>
          <Button
            size="small"
            aria-label={peopleMessages.restoreOf(name)}
            loading={restore.variables?.organizationId === id && (restore.isPending || restore.isSuccess)}
            onClick={() => restore.mutate({ organizationId: id })}
          >
            {peopleMessages.restore}
          </Button>
        </li>
      ))}
    </ul>
  );
}
