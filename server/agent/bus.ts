/** What is told inside one process, ids and unsaved text: readers elsewhere follow the rows. */
export interface Signal {
  requestId: string;
  conversationId: string;
  /** What is not yet in `agent_event`, all of it since the last event; readers replace what they had of it. */
  tail?: { after: number; events: { type: string; data: Record<string, unknown> }[] };
  /** Somebody wants the request to end. */
  stop?: true;
}

type Listener = (signal: Signal) => void;

// On globalThis, because Next evaluates modules once for instrumentation and once for route handlers.
const holder = globalThis as typeof globalThis & { carrelAgentBus?: Set<Listener> };
holder.carrelAgentBus ??= new Set();
const listeners = holder.carrelAgentBus;

export function tell(signal: Signal): void {
  for (const listener of listeners) listener(signal);
}

/** Hears every signal of this process; returns how to stop. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
