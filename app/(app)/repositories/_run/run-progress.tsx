"use client";

import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { cn } from "@/app/_ui/cn";
import { ProgressBar } from "@/app/_ui/progress-bar";
import type { Run } from "../types";
import { timeLeftWords } from "./time-words";
import { doneOf, useTimeLeft } from "./use-time-left";

type RunProgressProps = { run: Run; name: string; className?: string | undefined };

/** How far a run is: phase, files, chunks, speed and time left, as its row says. */
export function RunProgress({ run, name, className }: RunProgressProps) {
  const given = useTimeLeft(run);
  const isCounted = run.filesTotal > 0 && run.phase !== "waiting" && run.phase !== "listing";
  const done = doneOf(run);
  const phase = messages.phases[run.phase] ?? run.phase;
  const words = isCounted ? messages.filesOf(done, run.filesTotal) : phase;
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <ProgressBar
        label={messages.progressOf(name)}
        value={isCounted ? done : undefined}
        max={run.filesTotal || 1}
        valueText={words}
      />
      <p className="flex flex-wrap gap-x-3 text-quiet text-small tabular-nums">
        <span className="text-text">{phase}</span>
        {isCounted && (
          <>
            <span>{messages.filesOf(done, run.filesTotal)}</span>
            <span>{messages.chunks(run.chunks)}</span>
          </>
        )}
        {run.phase === "indexing" && (
          <>
            {given !== undefined && given.filesPerSecond > 0 && (
              <span>{messages.rate(given.filesPerSecond)}</span>
            )}
            <span>{timeLeftWords(given)}</span>
          </>
        )}
      </p>
    </div>
  );
}
