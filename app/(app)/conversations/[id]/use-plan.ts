"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { planMessages as messages } from "@/app/_messages/plans";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import type { Conversation, Plan } from "./types";

/** What a person does with a plan. A state that has moved on meanwhile is said and shown. */
export function usePlan({ id: conversationId, version }: Conversation) {
  const toast = useToast();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = async () => {
    await queryClient.invalidateQueries(trpc.conversation.pathFilter());
    await queryClient.invalidateQueries(trpc.message.pathFilter());
  };
  const options = {
    onSettled: refresh,
    onError: (error: Parameters<typeof procedureProblem>[0]) =>
      toast.show({ kind: "failure", title: messages.failed, description: procedureProblem(error).message }),
  };
  const save = useMutation(trpc.conversation.plan.save.mutationOptions({ onSettled: refresh }));
  const run = useMutation(trpc.conversation.plan.run.mutationOptions(options));
  const confirm = useMutation(
    trpc.conversation.plan.confirm.mutationOptions({
      ...options,
      // Confirming is the word to begin; whoever wants to wait can stop the first step.
      onSuccess: () => run.mutate({ conversationId }),
    }),
  );
  const reopen = useMutation(trpc.conversation.plan.reopen.mutationOptions(options));
  const complete = useMutation(trpc.conversation.plan.complete.mutationOptions(options));
  const retryStep = useMutation(trpc.conversation.plan.retryStep.mutationOptions(options));
  const skipStep = useMutation(trpc.conversation.plan.skipStep.mutationOptions(options));
  return {
    isPending: [run, confirm, reopen, complete].some((one) => one.isPending),
    save: (plan: Plan) => save.mutateAsync({ conversationId, version, plan }),
    confirm: (plan: Plan) => confirm.mutate({ conversationId, version, plan }),
    run: () => run.mutate({ conversationId }),
    reopen: () => reopen.mutate({ conversationId, version }),
    complete: () => complete.mutate({ conversationId, version }),
    retryStep: (stepId: string) => retryStep.mutate({ stepId }),
    skipStep: (stepId: string) => skipStep.mutate({ stepId }),
  };
}
