"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";

/** Ends a request under way; what was written is kept. */
export function useStop(requestId: string) {
  const toast = useToast();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.agent.stop.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.message.pathFilter()),
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.failedAction,
          description: procedureProblem(error).message,
        }),
    }),
  );
  return { stop: () => mutation.mutate({ requestId }), isStopping: mutation.isPending };
}
