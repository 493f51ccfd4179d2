import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

const badgeStyle = cva(
  "inline-flex h-6 max-w-full items-center gap-1.5 whitespace-nowrap rounded-sm border px-2 text-small [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        plain: "border-line bg-panel text-quiet",
        tint: "border-transparent bg-tint font-medium text-tint-text",
        warning: "border-transparent bg-warning-tint font-medium text-warning-text",
        danger: "border-transparent bg-danger-tint font-medium text-danger",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

type BadgeProps = VariantProps<typeof badgeStyle> & { className?: string; children: ReactNode };

/** A state or a kind in a word or two; the colour never says anything the word does not. */
export function Badge({ tone, className, children }: BadgeProps) {
  return <span className={cn(badgeStyle({ tone }), className)}>{children}</span>;
}
