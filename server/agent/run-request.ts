import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/db/columns";
import { planSchema } from "@/db/schema/message-part";
import { continuePlan } from "@/server/conversation/continue-plan";
import { log as serverLog } from "@/server/log";

import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { listen } from "./bus";
import { claimChecker } from "./check-claim";
import { chooseAnswerer } from "./choose-answerer";
import { type Claimed, claim } from "./claim";
import { INTERRUPTED } from "./endings";
import { EventLog, LeaseLost, type LoggedEvent, WRITE_EVERY_MS } from "./event-log";
import { findPassages } from "./find-passages";
import { type Ending, settle } from "./settle";

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
  try {
    const ending = await answer(claimed, log, AbortSignal.any([stopped.signal, stopping])).catch(
      (error: unknown) => endingOf(error, { organizationId, requestId }),
    );
    if (ending === "lost") return;
    const isCancelled = stopped.signal.aborted || log.isCancelled;
    const settled = await settle({
      ...{ organizationId, requestId, leaseToken, waiting: log.waiting },
      ending: isCancelled
        ? { ...ending, status: "cancelled" }
        : stopping.aborted && ending.status !== "completed"
          ? { ...ending, status: "failed", failure: "interrupted", error: INTERRUPTED }
          : ending,
    });
    const { userId } = claimed.looker;
    if (settled?.status === "completed" && claimed.request.stepId !== null)
      await continuePlan({ organizationId, conversationId, userId });
  } finally {
    deafen();
  }
}

async function answer(claimed: Claimed, log: EventLog, stop: AbortSignal): Promise<Ending> {
  const { looker, context, input } = claimed;
  const tick = () => log.flush();
  const passages = await whileTicking(findPassages(looker, claimed.lookFor, context), { tick, stop });
  if (passages === undefined || log.isCancelled) return { status: "cancelled" };
  await log.add({ type: "retrieved", data: { passages: passages.length, files: filesOf(passages) } });
  const full: AnswerInput = { ...input, passages };
  const answerer = await chooseAnswerer(full);
  const check = claimChecker(looker, passages);
  const usage = { inputTokens: 0, outputTokens: 0, cost: "0" };
  let claims = 0;
  const gaveUp = new AbortController();
  const events = answerer(full, AbortSignal.any([stop, gaveUp.signal]))[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await whileTicking(events.next(), { tick, stop });
      if (next === undefined || log.isCancelled) return { status: "cancelled", ...usage };
      if (next.done) return { status: "completed", ...usage };
      const event = next.value;
      if (event.type === "usage") Object.assign(usage, usageOf(event));
      else if (event.type === "claim")
        await log.add({ type: "claim", data: await check(event.claim, claims++) });
      else await log.add(loggedOf(event));
    }
  } finally {
    gaveUp.abort();
    // A hanging answerer must not hold up the end.
    void events.return?.().catch(() => {});
  }
}

const usageOf = ({ inputTokens, outputTokens, cost }: Extract<AnswerEvent, { type: "usage" }>) => ({
  inputTokens,
  outputTokens,
  cost,
});

// Postgres stores the character NUL nowhere.
function loggedOf(event: Exclude<AnswerEvent, { type: "usage" } | { type: "claim" }>): LoggedEvent {
  if (event.type === "text" || event.type === "draft")
    return { type: event.type, data: { text: event.text.replaceAll("\0", "") } };
  if (event.type === "plan") {
    const plan = planSchema.safeParse(event.plan);
    if (!plan.success)
      throw new AnswerError("refused", "The plan that was proposed cannot be carried out. Ask for another.");
    return { type: "plan", data: { plan: plan.data } };
  }
  const { title, content } = event;
  return {
    type: "note",
    data: { noteId: newId(), title: title.replaceAll("\0", ""), content: content.replaceAll("\0", "") },
  };
}

const filesOf = (passages: { repositoryId: string; path: string }[]) => [
  ...new Map(
    passages.map(({ repositoryId, path }) => [`${repositoryId} ${path}`, { repositoryId, path }]),
  ).values(),
];

/** Waits for work, with a tick every second; undefined as soon as `stop` aborts. The work's own failure is thrown. */
async function whileTicking<T>(
  work: Promise<T>,
  { tick, stop }: { tick: () => Promise<void>; stop: AbortSignal },
): Promise<T | undefined> {
  work.catch(() => {});
  const done = work.then((value) => ({ value }));
  done.catch(() => {});
  for (;;) {
    if (stop.aborted) return undefined;
    const pause = new AbortController();
    const signal = AbortSignal.any([pause.signal, stop]);
    const waited = sleep(WRITE_EVERY_MS, "tick" as const, { signal }).catch(() => "tick" as const);
    const first = await Promise.race([done, waited]).finally(() => pause.abort());
    if (first !== "tick") return first.value;
    if (!stop.aborted) await tick();
  }
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
