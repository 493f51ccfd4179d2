"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { embeddingMessages as messages } from "@/app/_messages/embeddings";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { addSample, estimate, type Sample } from "../../repositories/_run/time-left";
import { timeLeftWords } from "../../repositories/_run/time-words";
import { modelName } from "./model-name";
import type { Change } from "./use-change";

/** How far a change is: phase, chunks, speed and time left, as its row says. */
export function ChangeProgress({ change }: { change: Change }) {
  const isEmbedding = change.phase === "embedding";
  const given = useTimeLeft(change, isEmbedding);
  const words = messages.done(change.chunksDone, change.chunksTotal);
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar
        label={messages.progressOf(modelName(change.model).name)}
        value={isEmbedding || change.chunksDone > 0 ? change.chunksDone : undefined}
        max={change.chunksTotal || 1}
        valueText={words}
      />
      <p className="flex flex-wrap gap-x-3 text-quiet text-small tabular-nums">
        <span className="text-text">{messages.phases[change.phase]}</span>
        <span>{words}</span>
        {isEmbedding && given !== undefined && given.filesPerSecond > 0 && (
          <span>{messages.rate(given.filesPerSecond)}</span>
        )}
        {isEmbedding && (
          <span>
            {given !== undefined && given.secondsLeft === undefined ? messages.stalled : timeLeftWords(given)}
          </span>
        )}
      </p>
    </div>
  );
}

/** Watches the change while it embeds and says how fast it goes. */
function useTimeLeft(change: Change, isEmbedding: boolean) {
  const [watched, setWatched] = useState<{ runId: string; samples: readonly Sample[] }>();
  const look = useEffectEvent(() =>
    setWatched((before) => ({
      runId: change.id,
      samples: addSample(before?.runId === change.id ? before.samples : [], {
        atMs: performance.now(),
        done: change.chunksDone,
      }),
    })),
  );
  // By the clock and not by the news: one that stands still sends none.
  useEffect(() => {
    if (!isEmbedding) return;
    look();
    const timer = setInterval(() => look(), 1_000);
    return () => clearInterval(timer);
  }, [isEmbedding]);
  if (!isEmbedding || watched?.runId !== change.id) return undefined;
  return estimate(watched.samples, change.chunksTotal);
}
