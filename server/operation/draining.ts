import "server-only";

// Instrumentation and route handlers evaluate this module separately: one state for all.
const holder = globalThis as typeof globalThis & {
  carrelDraining?: { hasBegun: boolean; streams: AbortController };
};
holder.carrelDraining ??= { hasBegun: false, streams: new AbortController() };
const draining = holder.carrelDraining;

/** Whether the process has been told to end: `/ready` says so, and every answer is the last of its connection. */
export const isDraining = (): boolean => draining.hasBegun;

export function beginDraining(): void {
  draining.hasBegun = true;
}

/** Fires when nobody can connect to this process any more: what opens a stream again reaches the next one. */
export const streamsEnd: AbortSignal = draining.streams.signal;

export function endStreams(): void {
  draining.streams.abort(new Error("Carrel is stopping."));
}
