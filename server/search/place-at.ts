import type { DocumentPlace } from "@/db/schema";

/** The page, sheet or slide that a character of a document's text stands in; null where it has none. */
export function placeAt(places: readonly DocumentPlace[] | null | undefined, at: number): string | null {
  return places?.findLast(({ start }) => start <= at)?.label ?? null;
}
