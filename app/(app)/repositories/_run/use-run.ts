"use client";

import { useActiveRuns } from "../../_live/live-provider";
import type { Run } from "../types";

/** The latest run of a repository: the live one while it is under way, else the one that was read with it. */
export function useRun(repositoryId: string, stored: Run | null): Run | null {
  const live = useActiveRuns().find((run) => run.repositoryId === repositoryId);
  return live ?? stored;
}

export const isUnderWay = (run: Pick<Run, "status"> | null | undefined): boolean =>
  run?.status === "queued" || run?.status === "running";

/** Asks again every two seconds while a run is under way: one of few files may begin and end between two news. */
export const pollWhile = (underWay: boolean | undefined): number | false => (underWay ? 2_000 : false);
