"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<typeof BaseButton>, "className" | "aria-label"> &
  ButtonLook & {
    className?: string | undefined;
    /** What the button does: its accessible name and its tooltip. */
    label: string;
    /** Keys shown in the tooltip, for example "mod+k". */
    keys?: string | undefined;
    children: ReactNode;
  };

/** A square button with an icon alone. */
export function IconButton({
  label,
  keys,
  variant = "quiet",
  size,
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <BaseButton
        {...rest}
        aria-label={label}
        className={cn(buttonStyle({ variant, size, square: true }), className)}
      >
        {children}
      </BaseButton>
    </Tooltip>
  );
}
