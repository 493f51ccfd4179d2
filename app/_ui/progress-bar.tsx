import { cn } from "./cn";

type ProgressBarProps = {
  /** What is under way, for screen readers. */
  label: string;
  /** Done so far; undefined while the whole is not known yet. */
  value: number | undefined;
  max?: number | undefined;
  /** The value in words, such as "412 of 1,000 files". */
  valueText?: string | undefined;
  className?: string | undefined;
};

/** How far work is. The browser's own element: it needs no width by a style attribute, so any security policy will do. */
export function ProgressBar({ label, value, max = 1, valueText, className }: ProgressBarProps) {
  const amount = value === undefined ? {} : { value: Math.min(Math.max(value, 0), max) };
  return (
    <progress
      {...amount}
      max={max > 0 ? max : 1}
      aria-label={label}
      aria-valuetext={valueText}
      className={cn(
        "block h-1 w-full appearance-none overflow-hidden rounded-full bg-line",
        "[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]",
        "[&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-accent",
        "indeterminate:animate-breathe indeterminate:bg-tint indeterminate:[&::-moz-progress-bar]:bg-tint indeterminate:[&::-webkit-progress-bar]:bg-tint",
        className,
      )}
    />
  );
}
