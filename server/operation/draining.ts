import "server-only";

// Instrumentation and route handlers evaluate this module separately: one signal for all.
const holder = globalThis as typeof globalThis & { carrelDraining?: AbortController };
holder.carrelDraining ??= new AbortController();
const draining = holder.carrelDraining;

/** Fires when the process has been told to end: streams close, and nothing new begins. */
export const drainSignal: AbortSignal = draining.signal;

export const isDraining = (): boolean => draining.signal.aborted;

export function beginDraining(): void {
  draining.abort(new Error("Carrel is stopping."));
}
