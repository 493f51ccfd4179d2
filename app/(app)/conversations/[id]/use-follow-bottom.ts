"use client";

import { type RefObject, useEffect, useRef } from "react";

const NEAR_PX = 80;

/** Keeps the end of what grows in sight, unless the reader has scrolled up. Its first element is what grows. */
export function useFollowBottom(): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let isAtBottom = true;
    const look = () => {
      isAtBottom = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    // By size and not by news: code is coloured and buttons come after the words are there.
    const growth = new ResizeObserver(() => {
      if (isAtBottom) element.scrollTop = element.scrollHeight;
    });
    growth.observe(content);
    growth.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      growth.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);

  return scroller;
}
