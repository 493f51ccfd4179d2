import { withTenant } from "@/db/tenant";
import { tell } from "./bus";
import { insertEvents, touchRequest } from "./queries";

export interface Lease {
  organizationId: string;
  conversationId: string;
  requestId: string;
  leaseToken: string;
}

export interface LoggedEvent {
  type: string;
  data: Record<string, unknown>;
}

export const WRITE_EVERY_MS = 1_000;

/**
 * The events of one request on their way into rows: the first at once, then at most one write a second. Readers of this
 * process hear of each at once. Throws `LeaseLost` when the request has become somebody else's.
 */
export class EventLog {
  readonly #lease: Lease;
  #sequence: number;
  #waiting: LoggedEvent[] = [];
  #lastWriteMs = Number.NEGATIVE_INFINITY;
  /** A person wants the request to end. */
  isCancelled = false;

  constructor(lease: Lease, sequence: number) {
    this.#lease = lease;
    this.#sequence = sequence;
  }

  /** The number of the last event in a row. */
  get sequence(): number {
    return this.#sequence;
  }

  /** What is not in a row yet. */
  get waiting(): readonly LoggedEvent[] {
    return this.#waiting;
  }

  /** Takes events in, which are written together, tells of them, and writes when it is time. */
  async add(...events: LoggedEvent[]): Promise<void> {
    for (const event of events) this.#take(event);
    const { conversationId, requestId } = this.#lease;
    tell({
      conversationId,
      requestId,
      tail: { after: this.#sequence, events: structuredClone(this.#waiting) },
    });
    if (performance.now() - this.#lastWriteMs >= WRITE_EVERY_MS) await this.flush();
  }

  #take(event: LoggedEvent): void {
    // A draft that is in no row yet need not get into one any more.
    if (event.type === "text" || event.type === "claim")
      while (this.#waiting.at(-1)?.type === "draft") this.#waiting.pop();
    const last = this.#waiting.at(-1);
    if (last?.type === event.type && (event.type === "text" || event.type === "draft"))
      last.data = { text: String(last.data.text) + String(event.data.text) };
    else this.#waiting.push({ ...event });
  }

  /** Writes what waits, and looks whether the request is still this worker's and still wanted. */
  async flush(): Promise<void> {
    const { organizationId, conversationId, requestId } = this.#lease;
    this.#lastWriteMs = performance.now();
    const events = this.#waiting.slice();
    await withTenant({ organizationId, as: "agent" }, async (tx) => {
      const held = await touchRequest(tx, this.#lease, "answering");
      if (!held) throw new LeaseLost();
      this.isCancelled ||= held.cancelRequestedAt !== null;
      await insertEvents(tx, rowsOf(this.#lease, held.audience, this.#sequence, events));
    });
    this.#sequence += events.length;
    this.#waiting = this.#waiting.slice(events.length);
    tell({ conversationId, requestId });
  }
}

export const rowsOf = (
  { organizationId, requestId }: Pick<Lease, "organizationId" | "requestId">,
  audience: string,
  after: number,
  events: readonly LoggedEvent[],
) =>
  events.map(({ type, data }, index) => ({
    ...{ organizationId, audience, agentRequestId: requestId, sequence: after + index + 1 },
    ...{ type, eventData: data },
  }));

/** The request is settled, deleted or another worker's by now. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}
