"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { Run } from "../types";
import { addSample, type Estimate, estimate, type Sample } from "./time-left";

const EVERY_MS = 1_000;

/** Watches a run while the component is mounted and says how fast it goes. */
export function useTimeLeft(run: Run): Estimate | undefined {
  const isCounting = run.status === "running" && run.phase === "indexing";
  const [watched, setWatched] = useState<{ runId: string; samples: readonly Sample[] }>();

  const look = useEffectEvent(() =>
    setWatched((before) => ({
      runId: run.id,
      samples: addSample(before?.runId === run.id ? before.samples : [], {
        atMs: performance.now(),
        done: doneOf(run),
      }),
    })),
  );

  // By the clock and not by the news: a run that stands still sends none.
  useEffect(() => {
    if (!isCounting) return;
    look();
    const timer = setInterval(() => look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isCounting]);

  if (!isCounting || watched?.runId !== run.id) return undefined;
  return estimate(watched.samples, run.filesTotal);
}

/** Files a run is through with, whatever became of them. */
export const doneOf = (run: Pick<Run, "filesIndexed" | "filesUnchanged" | "filesSkipped">): number =>
  run.filesIndexed + run.filesUnchanged + run.filesSkipped;
