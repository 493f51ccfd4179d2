"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> &
  ButtonLook & {
    className?: string | undefined;
    /** Work is under way: the button keeps its width and its focus, and cannot be pressed again. */
    loading?: boolean | undefined;
  };

/** A button; `type` is "button" unless said otherwise, so that none submits a form by accident. */
export function Button({
  variant,
  size,
  loading = false,
  disabled = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={disabled || loading}
      focusableWhenDisabled={loading}
      aria-busy={loading || undefined}
      className={cn(
        buttonStyle({ variant, size }),
        "relative",
        loading && "data-disabled:cursor-progress data-disabled:opacity-100",
        className,
      )}
    >
      <span className={cn("inline-flex items-center gap-1.5", loading && "opacity-0")}>{children}</span>
      {loading && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </BaseButton>
  );
}
