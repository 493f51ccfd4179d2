"use client";

import { useMemo, useSyncExternalStore } from "react";
import { accountMessages } from "@/app/_messages/account";

/** Each with the last day of January as an example, which says more than the name of a country. */
export const localeOptions = (
  ["en", "en-US", "de", "es", "fr", "it", "ja", "nl", "pl", "pt-BR"] as const
).map((value) => ({ value, label: `${nameOf(value)} (${exampleOf(value)})` }));

/** Stands for no zone in particular: the one of the browser that shows the page. */
export const OF_BROWSER = "browser";

/** Every zone the browser knows, its own first; only the chosen one until the page has woken. */
export function useZoneOptions(chosen: string) {
  const own = useSyncExternalStore(
    neverChanges,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",
    () => undefined,
  );
  return useMemo(() => {
    const zones = own === undefined ? [] : ["UTC", ...Intl.supportedValuesOf("timeZone")];
    const all = new Set(chosen === OF_BROWSER ? zones : [chosen, ...zones]);
    return [
      { value: OF_BROWSER, label: accountMessages.zoneOfBrowser(own ?? "…") },
      ...[...all].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    ];
  }, [own, chosen]);
}

function nameOf(locale: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(locale) ?? locale;
}

function exampleOf(locale: string): string {
  const sample = new Date(Date.UTC(2026, 0, 31));
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(sample);
}

const neverChanges = () => () => {};
