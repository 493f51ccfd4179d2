import { uiMessages } from "../_messages/ui";

const units = [
  { unit: "minute", ms: 60_000, until: 3_600_000 },
  { unit: "hour", ms: 3_600_000, until: 86_400_000 },
  { unit: "day", ms: 86_400_000, until: 30 * 86_400_000 },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How a person wants dates written; no time zone means the reader's own. */
export type DateFormats = { locale: string; timeZone: string | undefined };

export const plainFormats: DateFormats = { locale: "en-GB", timeZone: undefined };

/** "just now", "6 minutes ago", "in 2 hours"; from thirty days on the date itself, as "3 Oct 2026". */
export function relativeWords(at: Date, nowMs: number, formats = plainFormats): string {
  const distanceMs = at.getTime() - nowMs;
  if (Math.abs(distanceMs) < 60_000) return uiMessages.justNow;
  for (const { unit, ms, until } of units) {
    if (Math.abs(distanceMs) < until) return relative.format(Math.trunc(distanceMs / ms), unit);
  }
  return new Intl.DateTimeFormat(formats.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: formats.timeZone ?? "UTC",
  }).format(at);
}

/** The exact time, with the name of its zone. */
export function exactWords(at: Date, formats = plainFormats): string {
  return new Intl.DateTimeFormat(formats.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(formats.timeZone === undefined ? {} : { timeZone: formats.timeZone }),
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
