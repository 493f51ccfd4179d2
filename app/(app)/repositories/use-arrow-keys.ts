"use client";

import { type KeyboardEvent, type RefObject, useCallback } from "react";

/** Lets ↓ and ↑ go from a field to the links below it, from one to the next, and back up into the field. */
export function useArrowKeys(root: RefObject<HTMLElement | null>) {
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing)
        return;
      const stops = [...(root.current?.querySelectorAll<HTMLElement>("input, a[href]") ?? [])];
      const at = stops.findIndex((stop) => stop.matches(":focus"));
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0) return;
      event.preventDefault();
      next?.focus();
    },
    [root],
  );
}
