"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { useModels } from "./model-choice";
import type { Message } from "./types";

// A model writes the title after the first answer, within twenty seconds, and no event tells of it.
const LOOK_AFTER_MS = [1_500, 4_000, 9_000, 21_000];

/** Looks at the conversation again for its title, some seconds after its first answer. */
export function useLateTitle(items: readonly Message[]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const hasModels = (useModels()?.length ?? 0) > 0;
  const request = items.length === 2 ? items[1]?.request : undefined;
  const endedMs =
    hasModels && request?.status === "completed" && request.completedAt
      ? new Date(request.completedAt).getTime()
      : undefined;
  useEffect(() => {
    if (endedMs === undefined || Date.now() - endedMs > 30_000) return;
    const timers = LOOK_AFTER_MS.map((ms) =>
      setTimeout(() => void queryClient.invalidateQueries(trpc.conversation.pathFilter()), ms),
    );
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [endedMs, queryClient, trpc]);
}
