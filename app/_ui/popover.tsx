"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { floatingSurface } from "./surface";

type PopoverProps = {
  trigger: ReactElement;
  /** Names the popover for screen readers, and heads it unless `titleHidden`. */
  title: string;
  titleHidden?: boolean | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  align?: "start" | "center" | "end" | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A small panel beside what opened it: filters, details. */
export function Popover({
  trigger,
  title,
  titleHidden,
  open,
  onOpenChange,
  align = "start",
  ...rest
}: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align={align} className="z-50">
          <BasePopover.Popup
            className={cn(floatingSurface, "w-72 max-w-[calc(100vw-16px)] p-3", rest.className)}
          >
            <BasePopover.Title className={titleHidden ? "sr-only" : "mb-2 font-semibold text-base"}>
              {title}
            </BasePopover.Title>
            {rest.children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
