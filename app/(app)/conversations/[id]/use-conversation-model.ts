"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import type { Conversation } from "./types";

/** The model that a conversation remembers, and how to choose another: for all that is asked in it from then on. */
export function useConversationModel({ id, modelId }: Conversation) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const query = trpc.conversation.get.queryOptions({ id });
  const configure = useMutation(
    trpc.conversation.configure.mutationOptions({
      async onMutate({ modelId: chosen }) {
        await queryClient.cancelQueries(query);
        queryClient.setQueryData(query.queryKey, (now) => now && { ...now, modelId: chosen ?? null });
      },
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.failedAction,
          description: procedureProblem(error).message,
        }),
      onSettled: () => queryClient.invalidateQueries(query),
    }),
  );
  return {
    modelId,
    choose: (chosen: string) => configure.mutate({ id, modelId: chosen }),
  };
}
