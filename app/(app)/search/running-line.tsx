"use client";

import { searchMessages as messages } from "@/app/_messages/search";
import { Spinner } from "@/app/_ui/spinner";
import { useActiveRuns } from "../_live/live-provider";

/** While something is being indexed: that what is found is of the state before. Stands below, where it moves nothing. */
export function RunningLine() {
  const names = useActiveRuns().map((run) => run.repositoryName);
  if (names.length === 0) return null;
  return (
    <p
      role="status"
      className="flex shrink-0 items-start gap-2 border-line border-t px-3 py-1.5 text-quiet text-small md:px-5"
    >
      <Spinner label={null} className="mt-px size-3.5 shrink-0" />
      {messages.running(names.slice(0, 2), Math.max(0, names.length - 2))}
    </p>
  );
}
