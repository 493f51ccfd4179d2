import type { DateFormats } from "@/app/_ui/relative-words";
import type { Session } from "./session-provider";

/** "en" says nothing of dates: those are then written the British way, the day before the month. */
export function formatsOf({ locale, timeZone, preferences }: Session["person"]): DateFormats {
  const isChosen = preferences.timeZoneIsChosen === true;
  return {
    locale: locale === "en" ? "en-GB" : locale,
    timeZone: isChosen ? (timeZone ?? undefined) : undefined,
  };
}
