"use client";

import { useSyncExternalStore } from "react";
import { useDateFormats } from "./date-formats";
import { exactWords, relativeWords } from "./relative-words";

/** A time as people say it, kept true while the page stays open; the exact time shows on hover. */
export function RelativeTime({ at, className }: { at: Date | string; className?: string }) {
  // null on the server and while hydrating: the server's clock and time zone are not the reader's.
  const nowMs = useSyncExternalStore(onTick, readClock, () => null);
  const formats = useDateFormats();
  const date = typeof at === "string" ? new Date(at) : at;
  return (
    // A new key after hydration makes a new element: React leaves mismatched text as the server wrote it.
    <time
      key={nowMs === null ? "server" : "browser"}
      dateTime={date.toISOString()}
      title={nowMs === null ? undefined : exactWords(date, formats)}
      suppressHydrationWarning
      className={className}
    >
      {relativeWords(date, nowMs ?? Date.now(), formats)}
    </time>
  );
}

// One clock for every time on the page.
const listeners = new Set<() => void>();
let clockMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void): () => void {
  if (listeners.size === 0) {
    clockMs = Date.now();
    timer = setInterval(() => {
      clockMs = Date.now();
      for (const listen of listeners) listen();
    }, 30_000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

const readClock = () => clockMs;
