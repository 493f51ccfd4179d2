"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/router";
import { changedRuns } from "./changed-runs";
import { keepOpen } from "./keep-open";
import { shareStream } from "./share-stream";

type Progress = inferRouterOutputs<AppRouter>["repository"]["onProgress"];
export type ActiveRun = (Progress extends AsyncIterable<infer Runs extends unknown[]> ? Runs : never)[number];

const ActiveRunsContext = createContext<readonly ActiveRun[]>([]);

type LiveProviderProps = { personId: string; organizationId: string; children: ReactNode };

/** Follows the runs under way in the organization, over one stream for all tabs of the browser. */
export function LiveProvider({ personId, organizationId, children }: LiveProviderProps) {
  const [runs, setRuns] = useState<readonly ActiveRun[]>([]);
  const before = useRef<readonly ActiveRun[]>(undefined);
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const trpc = useTRPC();

  useEffect(() => {
    function onRuns(now: ActiveRun[]) {
      // The first reading is what the page was made from.
      const { began, ended } = changedRuns(before.current ?? now, now);
      before.current = now;
      setRuns(now);
      if (began || ended) void queryClient.invalidateQueries(trpc.repository.pathFilter());
      // What has been indexed can be found from now on.
      if (ended) void queryClient.invalidateQueries({ queryKey: [["search"]] });
    }

    // The server streams the session's active organization, which another tab may have changed by the time the stream
    // is opened again. The layout leaves a page whose organization is no longer the active one.
    async function mayOpen() {
      const current = await queryClient.fetchQuery({
        ...trpc.organization.current.queryOptions(),
        staleTime: 0,
      });
      return current.id === organizationId;
    }

    function open({
      onValue,
      onLost,
    }: {
      onValue: (runs: ActiveRun[]) => void;
      onLost: (isAnswer?: boolean) => void;
    }) {
      const subscription = client.repository.onProgress.subscribe(undefined, {
        onData: onValue,
        onError: (error) => onLost(isRefusal(error)),
        // Another role ends it quietly: what the pages may do now is asked for before it is opened again.
        onComplete: () => onLost(true),
        onConnectionStateChange: ({ state, error }) => {
          // The browser would connect again by itself, but without looking at the organization first.
          if (state === "connecting" && error) onLost();
        },
      });
      return () => subscription.unsubscribe();
    }

    const leave = shareStream<ActiveRun[]>({
      owner: { personId, organizationId },
      open: (onValue) => keepOpen({ mayOpen, open, onValue }),
      onValue: onRuns,
    });
    // A page that is put aside must not hold the stream on behalf of the tabs in use.
    window.addEventListener("pagehide", leave, { once: true });
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [personId, organizationId, queryClient, client, trpc]);

  return <ActiveRunsContext value={runs}>{children}</ActiveRunsContext>;
}

const isRefusal = (error: { data?: { code?: string } | null | undefined }) =>
  error.data?.code === "FORBIDDEN" || error.data?.code === "UNAUTHORIZED";

/** The runs under way in the organization, as they stand now; empty until the first news. */
export const useActiveRuns = (): readonly ActiveRun[] => useContext(ActiveRunsContext);
