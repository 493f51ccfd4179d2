"use client";

import { Toggle as BaseToggle } from "@base-ui/react/toggle";
import type { ReactNode } from "react";
import { Tooltip } from "@/app/_ui/tooltip";

type ToggleProps = {
  /** Its accessible name and its tooltip. */
  label: string;
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  children: ReactNode;
};

/** A small button that is on or off. */
export function Toggle({ label, pressed, onPressedChange, children }: ToggleProps) {
  return (
    <Tooltip label={label}>
      <BaseToggle
        aria-label={label}
        pressed={pressed}
        onPressedChange={(next) => onPressedChange(next)}
        className="inline-flex h-6 min-w-7 items-center justify-center rounded-sm border border-line bg-panel px-1.5 font-medium text-quiet text-small transition-colors hover:text-text data-pressed:border-tint data-pressed:bg-tint data-pressed:text-tint-text [&_svg]:size-3.5"
      >
        {children}
      </BaseToggle>
    </Tooltip>
  );
}
