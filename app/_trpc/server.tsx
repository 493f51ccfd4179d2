import "server-only";
import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { appRouter, createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";
import { makeQueryClient } from "./query-client";

export const getQueryClient = cache(makeQueryClient);

const getContext = cache(async () => createContext(new Headers(await headers())));

/** Options of the same queries that client components use, answered without HTTP. */
export const trpc = createTRPCOptionsProxy({
  ctx: getContext,
  router: appRouter,
  queryClient: getQueryClient,
});

/** Calls a procedure from a server component, as the person who asked for the page. */
export const getCaller = cache(async () => createCaller(await getContext()));

/** Starts a query while the page renders; the component that suspends on the same options finds it answered. */
export function prefetch<Data, Err, Result, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Err, Result, Key>,
) {
  void getQueryClient().prefetchQuery(options);
}

/** Hands what was prefetched over to the browser. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
