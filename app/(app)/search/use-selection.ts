"use client";

import { useEffect } from "react";
import type { useResults } from "./use-results";
import type { useSearchState } from "./use-search-state";

/** The selected result, the first unless another was chosen, and the way to the ones beside it. */
export function useSelection(
  search: ReturnType<typeof useSearchState>,
  results: ReturnType<typeof useResults>,
  hasQuestion: boolean,
) {
  const items = hasQuestion ? results.items : [];
  const at = items.findIndex((item) => item.id === search.at);
  const selected = items[Math.max(0, at)];
  const id = selected?.id;

  useEffect(() => {
    if (search.at !== undefined && search.at === id) cardOf(id)?.scrollIntoView({ block: "nearest" });
  }, [search.at, id]);

  /** Past the last one the next page is fetched; from the first one up, the field has the focus again. */
  function move(by: 1 | -1, focus: "focus" | "stay") {
    const to = at < 0 && focus === "focus" && by > 0 && !isInResults() ? 0 : Math.max(0, at) + by;
    if (to >= items.length && results.hasNextPage && !results.isFetchingNextPage)
      void results.fetchNextPage();
    if (to < 0 && focus === "focus") document.querySelector<HTMLElement>("input[data-main-search]")?.focus();
    const next = items[to];
    if (next === undefined) return;
    search.select(next.id);
    if (focus === "focus") cardOf(next.id)?.querySelector("a")?.focus({ preventScroll: true });
  }

  return { selected, move };
}

const isInResults = (): boolean => Boolean(document.activeElement?.closest("[data-result]"));

function cardOf(id: string): Element | null {
  return document.querySelector(`[data-result="${CSS.escape(id)}"]`);
}
