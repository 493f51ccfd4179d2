"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { changedRuns } from "./changed-runs";
import type { ActiveRun } from "./news";

/** The index runs under way, and what takes in the news of them: lists and searches are read anew when one ended. */
export function useRunNews() {
  const [runs, setRuns] = useState<readonly ActiveRun[]>([]);
  const before = useRef<readonly ActiveRun[]>(undefined);
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const onRuns = useCallback(
    (now: ActiveRun[]) => {
      // The first reading is what the page was made from.
      const { began, ended } = changedRuns(before.current ?? now, now);
      before.current = now;
      setRuns(now);
      if (began || ended) void queryClient.invalidateQueries(trpc.repository.pathFilter());
      // What has been indexed can be found from now on.
      if (ended) void queryClient.invalidateQueries({ queryKey: [["search"]] });
    },
    [queryClient, trpc],
  );
  return { runs, onRuns };
}
