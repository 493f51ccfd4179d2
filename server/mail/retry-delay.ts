const MINUTE_MS = 60_000;
const DELAYS_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** How long to wait after so many failed attempts; undefined once a day has passed: whoever waits has asked again. */
export function retryDelayMs(attempts: number, ageMs: number): number | undefined {
  if (ageMs >= GIVE_UP_AFTER_MS) return undefined;
  return DELAYS_MS[Math.min(attempts, DELAYS_MS.length) - 1] ?? MINUTE_MS;
}
