"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { Kbd } from "./kbd";

type TooltipProps = {
  label: string;
  keys?: string | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  /** One element that can take focus. It needs an accessible name of its own: tooltips are only seen. */
  children: ReactElement;
};

/** A short hint on hover and focus; never the only place something is said. */
export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        {/* It repeats the element's own name, which a screen reader has said already. */}
        <BaseTooltip.Positioner side={side} sideOffset={6} aria-hidden className="z-50">
          <BaseTooltip.Popup className="flex items-center gap-2 rounded-sm border border-line bg-panel px-2 py-1 text-small text-text shadow-floating transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {label}
            {keys !== undefined && <Kbd keys={keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
