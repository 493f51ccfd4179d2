import { uiMessages } from "../_messages/ui";

const units = [
  { unit: "minute", ms: 60_000, until: 3_600_000 },
  { unit: "hour", ms: 3_600_000, until: 86_400_000 },
  { unit: "day", ms: 86_400_000, until: 30 * 86_400_000 },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** "just now", "6 minutes ago", "in 2 hours"; from thirty days on the date itself, as "3 Oct 2026". */
export function relativeWords(at: Date, nowMs: number): string {
  const distanceMs = at.getTime() - nowMs;
  if (Math.abs(distanceMs) < 60_000) return uiMessages.justNow;
  for (const { unit, ms, until } of units) {
    if (Math.abs(distanceMs) < until) return relative.format(Math.trunc(distanceMs / ms), unit);
  }
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(at);
}

/** The exact time in the reader's zone, with the zone's name. */
export function exactWords(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
