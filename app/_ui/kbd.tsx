"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./cn";
import { shownKeys } from "./kbd-words";

/** Keys such as "/", "g r" or "mod+k", boxed by default; `plain` leaves the box out, as in the sidebar. */
export function Kbd({
  keys,
  plain = false,
  className,
}: {
  keys: string;
  plain?: boolean;
  className?: string;
}) {
  const onApple = useSyncExternalStore(neverChanges, isApple, () => true);
  return (
    <kbd
      className={cn(
        "inline-flex items-center whitespace-nowrap font-sans text-tiny tabular-nums",
        plain ? "text-faint" : "h-[18px] rounded-xs border border-line bg-panel px-1 text-quiet",
        className,
      )}
    >
      {shownKeys(keys, onApple)}
    </kbd>
  );
}

const neverChanges = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
