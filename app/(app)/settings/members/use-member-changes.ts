"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import type { MemberRole } from "./role-choices";

/** What can be done to the member called `name`; each says what it did, and lists are read again. */
export function useMemberChanges(name: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const setRole = useMutation(trpc.member.setRole.mutationOptions());
  const remove = useMutation(trpc.member.remove.mutationOptions());
  const transfer = useMutation(trpc.member.transferOwnership.mutationOptions());

  async function done(title: string) {
    toast.show({ kind: "success", title });
    await Promise.all([
      queryClient.invalidateQueries(trpc.organization.current.queryFilter()),
      queryClient.invalidateQueries(trpc.member.pathFilter()),
      queryClient.invalidateQueries(trpc.invitation.pathFilter()),
    ]);
  }

  return {
    isPending: setRole.isPending,
    /** Without a dialog to show it, a refusal is told in a toast. */
    async setRole(memberId: string, role: MemberRole, tellsRefusal = true) {
      try {
        await setRole.mutateAsync({ memberId, role });
      } catch (error) {
        if (tellsRefusal) {
          const description = procedureProblem(error).message;
          toast.show({ kind: "failure", title: peopleMessages.roleNotChanged, description });
        }
        throw error;
      }
      await done(peopleMessages.roleChanged(name, peopleMessages.roles[role] ?? role));
    },
    async remove(memberId: string) {
      await remove.mutateAsync({ memberId });
      await done(peopleMessages.removed(name));
    },
    async transfer(memberId: string) {
      await transfer.mutateAsync({ memberId });
      await done(peopleMessages.transferred(name));
    },
  };
}
