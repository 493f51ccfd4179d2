"use client";

import { useQueryClient } from "@tanstack/react-query";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { problemOf } from "../../problem";

/** Does something to an entry, says when it failed, and reads the entries again either way. */
export function useEntryChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  return async (change: () => Promise<unknown>): Promise<void> => {
    try {
      await change();
    } catch (error) {
      toast.show({ kind: "failure", title: messages.changeFailed, description: problemOf(error).message });
    } finally {
      await queryClient.invalidateQueries(trpc.knowledge.pathFilter());
    }
  };
}
