"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  isNonJsonSerializable,
  splitLink,
} from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/router";
import { makeQueryClient } from "./query-client";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const url = "/api/trpc";

/** Gives every component the typed API and its cache. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClientOfBrowser();
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url, transformer: superjson }),
          false: splitLink({
            // Parts of an upload travel as they are.
            condition: (operation) => isNonJsonSerializable(operation.input),
            true: httpLink({
              url,
              transformer: { serialize: (data) => data, deserialize: superjson.deserialize },
            }),
            false: httpBatchLink({ url, transformer: superjson, maxItems: 10, maxURLLength: 8_000 }),
          }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

let ofBrowser: ReturnType<typeof makeQueryClient> | undefined;

function useQueryClientOfBrowser() {
  // React throws away state when the first render suspends, so the browser keeps the cache outside of it.
  if (typeof window === "undefined") return makeQueryClient();
  ofBrowser ??= makeQueryClient();
  return ofBrowser;
}
