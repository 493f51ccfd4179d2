"use client";

import { useMutation } from "@tanstack/react-query";
import { organizationMessages } from "@/app/_messages/organization";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { leaveFor } from "@/app/(auth)/leave-for";
import { forgetDrafts } from "../conversations/kept-draft";
import { procedureProblem } from "./procedure-problem";

/** The ways out of the organization one is in. Each ends with a page load: every cache goes with it. */
export function useLeave() {
  const trpc = useTRPC();
  const toast = useToast();
  const setActive = useMutation(trpc.organization.setActive.mutationOptions());

  return {
    switchTo: (organizationId: string) =>
      setActive.mutate(
        { organizationId },
        {
          onSuccess: () => void leaveFor("/"),
          onError: (error) =>
            toast.show({
              kind: "failure",
              title: organizationMessages.switchFailed,
              description: procedureProblem(error).message,
            }),
        },
      ),
    isSwitching: setActive.isPending || setActive.isSuccess,
    async signOut() {
      const answer = await postAuth("/sign-out");
      if (answer.ok) {
        forgetDrafts();
        return leaveFor("/sign-in");
      }
      toast.show({
        kind: "failure",
        title: organizationMessages.signOutFailed,
        description: answer.problem.message,
      });
    },
  };
}
