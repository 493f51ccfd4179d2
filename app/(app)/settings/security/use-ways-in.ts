"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** What opens the account, and how to ask again after a change. */
export function useWaysIn() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useSuspenseQuery(trpc.account.waysIn.queryOptions());
  return {
    ...data,
    refresh: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.account.waysIn.queryFilter()),
        queryClient.invalidateQueries(trpc.account.me.queryFilter()),
      ]),
  };
}
