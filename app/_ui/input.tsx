"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The look of everything one types into. */
export const typingSurface =
  "w-full min-w-0 rounded-md border border-line bg-panel px-3 text-base text-text shadow-raised outline-none transition-colors hover:border-control focus:border-accent focus:ring-3 focus:ring-accent/20 data-invalid:border-danger data-invalid:focus:ring-danger/20 disabled:opacity-55";

/** A line of text; inside a Field it takes its name, label, description and error from there. */
export function Input({
  className,
  ...rest
}: Omit<ComponentProps<typeof BaseInput>, "className"> & { className?: string }) {
  return <BaseInput {...rest} className={cn(typingSurface, "h-8", className)} />;
}
