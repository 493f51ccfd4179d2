import { setTimeout as sleep } from "node:timers/promises";
import { withTenant } from "@/db/tenant";
import { AnswerError } from "./answerer";
import { listen } from "./bus";
import { expireToolCall, getDecision } from "./tool-call-queries";

export type Decision =
  | { approval: "approved" | "expired" }
  /** The person's own words. */
  | { approval: "rejected"; reason: string };

// Whoever decides in another process is noticed by looking.
const LOOK_EVERY_MS = 1_000;

interface Waiting {
  organizationId: string;
  requestId: string;
  toolCallId: string;
}

/**
 * Waits until a person has decided about a tool call, or its time is over; throws the signal's reason when the answer is
 * stopped meanwhile. No transaction is open between two looks.
 */
export async function waitForDecision(waiting: Waiting, signal: AbortSignal): Promise<Decision> {
  const { organizationId, requestId, toolCallId } = waiting;
  let wake = () => {};
  const deafen = listen((heard) => {
    if (heard.requestId === requestId) wake();
  });
  try {
    for (;;) {
      signal.throwIfAborted();
      const pause = new AbortController();
      // From before the look on, so that what is decided during it is not missed.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const decision = await withTenant({ organizationId, as: "agent" }, async (tx) => {
        const found = await getDecision(tx, toolCallId);
        if (!found) return "gone" as const;
        const { approval, reason, isOver } = found;
        if (approval === "rejected") return { approval, reason: reason ?? "none was given" };
        if (approval !== "pending") return { approval };
        if (!isOver) return undefined;
        await expireToolCall(tx, toolCallId);
        return { approval: "expired" as const };
      });
      if (decision === "gone")
        throw new AnswerError("refused", "The conversation was deleted while it was answered.");
      if (decision) return decision;
      const timer = sleep(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([pause.signal, signal]) });
      await Promise.race([woken, timer.catch(() => {})]).finally(() => pause.abort());
    }
  } finally {
    deafen();
  }
}
