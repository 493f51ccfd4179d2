import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/db/columns";
import { continuePlan } from "@/server/conversation/continue-plan";
import { log as serverLog } from "@/server/log";

import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { listen } from "./bus";
import { claimChecker } from "./check-claim";
import { chooseAnswerer } from "./choose-answerer";
import { type Claimed, claim } from "./claim";
import { INTERRUPTED } from "./endings";
import { EventLog, LeaseLost, WRITE_EVERY_MS } from "./event-log";
import { findPassages } from "./find-passages";
import { loggedWith, retrievedOf } from "./logged-event";
import { type Ending, settle } from "./settle";

// How long a stopped answerer may take to say what it has cost.
const WIND_DOWN_MS = 1_000;

/**
 * Works on one request from its claim to its end. Whatever happens, what was answered so far is kept. A request that a
 * worker has left behind is ended as interrupted. `stopping` ends it too: the process is about to go.
 */
export async function runRequest(
  { organizationId, requestId }: { organizationId: string; requestId: string },
  stopping: AbortSignal,
): Promise<void> {
  const leaseToken = newId();
  const claimed = await claim({ organizationId, requestId, leaseToken }, stopping);
  if (!claimed) return;
  const { conversationId } = claimed.request;
  const log = new EventLog({ organizationId, conversationId, requestId, leaseToken }, claimed.sequence);
  const stopped = new AbortController();
  const deafen = listen((signal) => {
    if (signal.requestId === requestId && signal.stop) stopped.abort();
  });
  // Outside of the answer, because a failed or stopped one has cost something too.
  const usage = { inputTokens: 0, outputTokens: 0, cost: "0" };
  try {
    const stop = AbortSignal.any([stopped.signal, stopping]);
    const ending = await answer(claimed, { log, usage }, stop).catch((error: unknown) =>
      endingOf(error, { organizationId, requestId }),
    );
    if (ending === "lost") return;
    const isCancelled = stopped.signal.aborted || log.isCancelled;
    const settled = await settle({
      ...{ organizationId, requestId, leaseToken, waiting: log.waiting },
      ending: {
        ...usage,
        ...(isCancelled
          ? { status: "cancelled" }
          : stopping.aborted && ending.status !== "completed"
            ? { status: "failed", failure: "interrupted", error: INTERRUPTED }
            : ending),
      },
    });
    const { userId } = claimed.looker;
    if (settled?.status === "completed" && claimed.request.stepId !== null)
      await continuePlan({ organizationId, conversationId, userId });
  } finally {
    deafen();
  }
}

type Usage = Pick<Extract<AnswerEvent, { type: "usage" }>, "inputTokens" | "outputTokens" | "cost">;

async function answer(
  claimed: Claimed,
  { log, usage }: { log: EventLog; usage: Usage },
  stop: AbortSignal,
): Promise<Ending> {
  const { looker, context, input } = claimed;
  const tick = () => log.flush();
  const passages = await whileTicking(findPassages(looker, claimed.lookFor, context), { tick, stop });
  if (passages === undefined || log.isCancelled) return { status: "cancelled" };
  await log.add(retrievedOf(passages));
  const full: AnswerInput = { ...input, passages };
  const answerer = await chooseAnswerer(full);
  // Grows by what is found while answering.
  const retrieved = [...passages];
  const check = claimChecker(looker, retrieved);
  const toLogged = loggedWith(check, retrieved);
  const gaveUp = new AbortController();
  const events = answerer(full, AbortSignal.any([stop, gaveUp.signal]))[Symbol.asyncIterator]();
  let next = events.next();
  try {
    for (;;) {
      const came = await whileTicking(next, { tick, stop });
      if (came === undefined || log.isCancelled) {
        gaveUp.abort();
        await Promise.race([readUsage(events, { next, usage }), sleep(WIND_DOWN_MS, null, { ref: false })]);
        return { status: "cancelled" };
      }
      if (came.done) return { status: "completed" };
      if (came.value.type === "usage") Object.assign(usage, usageOf(came.value));
      else await log.add(...(await toLogged(came.value)));
      next = events.next();
    }
  } finally {
    gaveUp.abort();
    next.catch(() => {});
    // A hanging answerer must not hold up the end.
    void events.return?.().catch(() => {});
  }
}

/** What a stopped answerer still says about its usage; everything else comes too late. */
async function readUsage(
  events: AsyncIterator<AnswerEvent>,
  { next, usage }: { next: Promise<IteratorResult<AnswerEvent>>; usage: Usage },
): Promise<void> {
  try {
    for (let came = await next; !came.done; came = await events.next())
      if (came.value.type === "usage") Object.assign(usage, usageOf(came.value));
  } catch {
    // It was told to end.
  }
}

const usageOf = ({ inputTokens, outputTokens, cost }: Usage): Usage => ({ inputTokens, outputTokens, cost });

/** Waits for work, with a tick every second; undefined as soon as `stop` aborts. The work's own failure is thrown. */
async function whileTicking<T>(
  work: Promise<T>,
  { tick, stop }: { tick: () => Promise<void>; stop: AbortSignal },
): Promise<T | undefined> {
  let isDone = false;
  const done = work.then(
    () => {
      isDone = true;
    },
    () => {
      isDone = true;
    },
  );
  while (!isDone) {
    if (stop.aborted) return undefined;
    await firstOf(done, { withinMs: WRITE_EVERY_MS, stop });
    if (!isDone && !stop.aborted) await tick();
  }
  return await work;
}

/** Settles with `done`, after a time, or when `stop` aborts. Called for every token: it leaves nothing behind. */
function firstOf(
  done: Promise<void>,
  { withinMs, stop }: { withinMs: number; stop: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, withinMs);
    stop.addEventListener("abort", finish);
    void done.then(finish);
  });
}

function endingOf(error: unknown, ids: Record<string, string>): Ending | "lost" {
  if (error instanceof LeaseLost) return "lost";
  if (error instanceof AnswerError) return { status: "failed", failure: error.failure, error: error.message };
  serverLog.error({ err: error, ...ids }, "A request of the assistant failed");
  return {
    status: "failed",
    failure: "internal",
    error: `Something went wrong on the server while it was answering. Try again; if it stays, tell the operator ${ids.requestId}.`,
  };
}
