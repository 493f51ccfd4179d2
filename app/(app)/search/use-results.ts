"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useMemo } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/router";
import { gatherResults } from "./gather-results";
import { type SearchState, toQueryInput } from "./search-state";

type Answer = inferRouterOutputs<AppRouter>["search"]["query"];
export type Result = Answer["items"][number];

/**
 * The results of a search, page after page. Not suspended on: a search that is typed away has to be cancelled, and the
 * results before it stay in sight until the next ones are there.
 */
export function useResults(state: SearchState) {
  const trpc = useTRPC();
  const input = toQueryInput(state);
  const query = useInfiniteQuery(
    trpc.search.query.infiniteQueryOptions(input, {
      enabled: input.text !== "",
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      trpc: { abortOnUnmount: true },
    }),
  );
  const { data } = query;
  const gathered = useMemo(() => gatherResults<Result, Answer>(data?.pages ?? []), [data]);
  return { ...query, ...gathered };
}
