import Link from "next/link";
import type { ComponentProps } from "react";
import type { ButtonLook } from "./button-style";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";

/** A link within or beside text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={cn(
        "rounded-xs font-medium text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent",
        className,
      )}
    />
  );
}

/** A link that looks like a button: it goes somewhere, a Button does something. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={cn(buttonStyle({ variant, size }), className)} />;
}
