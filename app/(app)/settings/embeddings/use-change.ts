"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/router";

export type EmbeddingState = inferRouterOutputs<AppRouter>["embedding"]["get"];
export type Change = NonNullable<EmbeddingState["run"]>;

const WHILE_CHANGING_MS = 1_000;
const OTHERWISE_MS = 10_000;

export const isUnderWay = (change: Pick<Change, "status"> | null): boolean =>
  change?.status === "queued" || change?.status === "running";

/** What the page shows: the change as it stands now, and the rest anew whenever the change takes a turn. */
export function useChange(): { state: EmbeddingState; change: Change | null } {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: state } = useSuspenseQuery(trpc.embedding.get.queryOptions());
  const { data: progress } = useSuspenseQuery(
    trpc.embedding.progress.queryOptions(undefined, {
      refetchInterval: ({ state: { data } }) =>
        isUnderWay(data?.run ?? null) ? WHILE_CHANGING_MS : OTHERWISE_MS,
    }),
  );
  const { run, activeModel, isMoving } = progress;
  const turn = JSON.stringify([run?.id, run?.status, run?.phase, activeModel, isMoving]);
  const before = useRef(turn);
  useEffect(() => {
    if (before.current === turn) return;
    before.current = turn;
    void queryClient.invalidateQueries(trpc.embedding.get.queryFilter());
    // After a switch the same question has other answers.
    void queryClient.invalidateQueries({ queryKey: [["search"]] });
  }, [turn, queryClient, trpc]);
  return { state, change: run };
}
