import { cn } from "./cn";

/** Stands where something will be: give it that thing's height, so that nothing moves when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-5 animate-breathe rounded-sm bg-line", className)} />;
}
