"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { type LineRange, lineRangeHash, parseLineRange } from "@/app/_code/line-range";

/**
 * The lines an address points at: `#L10-L20`, else `?line=10`. Choosing others writes them behind the #, so that the
 * address in the bar is always the one to pass on.
 */
export function useTargetLines() {
  const asked = useSearchParams().get("line");
  // The server never sees what stands behind the #.
  const [hash, setHash] = useState("");
  useEffect(() => {
    const read = () => setHash(window.location.hash);
    read();
    window.addEventListener("hashchange", read);
    window.addEventListener("popstate", read);
    return () => {
      window.removeEventListener("hashchange", read);
      window.removeEventListener("popstate", read);
    };
  }, []);

  const choose = useCallback((range: LineRange) => {
    const next = `#${lineRangeHash(range)}`;
    setHash(next);
    // Without the search: two places that name lines could contradict each other.
    window.history.replaceState(null, "", `${window.location.pathname}${next}`);
  }, []);

  const target = parseLineRange(hash) ?? parseLineRange(asked);
  return { target, choose };
}
