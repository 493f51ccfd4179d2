"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

const NEAR_PX = 80;

/** Keeps the end of what grows in sight, unless the reader has scrolled up. `grows` changes whenever it has grown. */
export function useFollowBottom(grows: unknown): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtBottom = useRef(true);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    function look() {
      if (element === null) return;
      isAtBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    }
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has grown is what it answers to.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isAtBottom.current) element.scrollTop = element.scrollHeight;
  }, [grows]);

  return scroller;
}
