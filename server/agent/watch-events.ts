import type { TenantTx } from "@/db/tenant";
import { listen, type Signal } from "./bus";
import { decodeCursor, encodeCursor } from "./event-cursor";
import { listEventsAfter, listFollowed } from "./watch-queries";

// Everything else a stream looks at by itself: membership, and rows that another process writes.
const WHILE_ACTIVE_MS = 1_000;
const WHILE_IDLE_MS = 4_000;
// The first piece is told at once, then as often as a screen can show it.
const TAILS_EVERY_MS = 33;
// Longer than the database says of a request that it ended a moment ago.
const FORGET_AFTER_MS = 120_000;

export interface AgentEvent {
  kind: "event";
  requestId: string;
  conversationId: string;
  /** The answer that grows. */
  messageId: string;
  sequence: number;
  type: string;
  data: Record<string, unknown>;
}

/** What follows event `after` and is not kept yet: it replaces what was said of it before, and the next event does. */
export interface AgentTail {
  kind: "tail";
  requestId: string;
  conversationId: string;
  after: number;
  events: { type: string; data: Record<string, unknown> }[];
}

/** Said once, after what had happened before: from here on it is news. */
export interface AgentFollowing {
  kind: "following";
  conversationIds: string[];
}

export type AgentNews = AgentEvent | AgentTail | AgentFollowing;

export interface CursorAndNews {
  /** Where to resume; undefined for what is not kept yet. */
  cursor: string | undefined;
  news: AgentNews;
}

type InTenant = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/**
 * The events of every request under way in these conversations, each once and in order, from `cursor` on; a request that
 * is not in the cursor is told from its first event. Each reading looks at membership and session again, so a removed
 * member's stream ends. Between readings, what this process writes is told at once.
 */
export async function* watchEvents(
  options: { inTenant: InTenant; conversationIds: string[]; cursor: string | undefined },
  signal: AbortSignal | undefined,
): AsyncGenerator<CursorAndNews> {
  const { inTenant, conversationIds } = options;
  const seen = decodeCursor(options.cursor);
  const followed = new Set(conversationIds);
  const done = new Map<string, number>();
  const tails = new Map<string, Signal>();
  let wake = () => {};
  let isNews = true;
  let tailsAtMs = 0;
  const deafen = listen((heard) => {
    if (!followed.has(heard.conversationId)) return;
    const isAwaited = heard.tail && tails.size > 0;
    if (heard.tail) tails.set(heard.requestId, heard);
    else isNews = true;
    if (!isAwaited) wake();
  });
  try {
    let lookAtMs = 0;
    let hasBegun = false;
    while (!signal?.aborted) {
      if (isNews || performance.now() >= lookAtMs) {
        isNews = false;
        const { events, isActive } = await inTenant((tx) => readNews(tx, { conversationIds, seen, done }));
        for (const event of events) {
          seen.set(event.requestId, event.sequence);
          yield { cursor: encodeCursor(seen), news: event };
        }
        for (const [id, atMs] of done) {
          seen.delete(id);
          if (performance.now() - atMs > FORGET_AFTER_MS) done.delete(id);
        }
        if (!hasBegun) yield { cursor: undefined, news: { kind: "following", conversationIds } };
        hasBegun = true;
        lookAtMs = performance.now() + (isActive ? WHILE_ACTIVE_MS : WHILE_IDLE_MS);
      }
      if (tails.size > 0 && performance.now() >= tailsAtMs) {
        tailsAtMs = performance.now() + TAILS_EVERY_MS;
        for (const [requestId, { tail, conversationId }] of tails) {
          tails.delete(requestId);
          // A tail from before the last event that was told is in that event already.
          if (!tail || tail.after !== seen.get(requestId)) continue;
          yield { cursor: undefined, news: { kind: "tail", requestId, conversationId, ...tail } };
        }
      }
      if (isNews) continue;
      const nextMs = tails.size > 0 ? Math.min(tailsAtMs, lookAtMs) : lookAtMs;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, nextMs - performance.now()));
        wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        signal?.addEventListener("abort", wake);
        if (signal?.aborted) wake();
      });
    }
  } finally {
    deafen();
  }
}

interface Reading {
  conversationIds: string[];
  seen: Map<string, number>;
  /** Requests that have been told to their end, and when. */
  done: Map<string, number>;
}

async function readNews(tx: TenantTx, { conversationIds, seen, done }: Reading) {
  if (conversationIds.length === 0) return { events: [], isActive: false };
  const requests = await listFollowed(tx, {
    conversationIds,
    requestIds: [...seen.keys()],
    toldIds: [...done.keys()],
  });
  const rows =
    requests.length === 0
      ? []
      : await listEventsAfter(
          tx,
          requests.map(({ id }) => ({ requestId: id, after: seen.get(id) ?? 0 })),
        );
  const rowsOf = Map.groupBy(rows, ({ requestId }) => requestId);
  const events: AgentEvent[] = [];
  let isActive = false;
  for (const { id, conversationId, messageId, status } of requests) {
    for (const row of rowsOf.get(id) ?? []) events.push({ kind: "event", ...row, conversationId, messageId });
    if (status === "pending" || status === "in_progress") isActive = true;
    else done.set(id, performance.now());
  }
  return { events, isActive };
}
