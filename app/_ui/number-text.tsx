import { cn } from "./cn";

const plain = new Intl.NumberFormat("en");

/** "12,345" */
export function formatNumber(value: number | bigint): string {
  return plain.format(value);
}

/** A number with separators, its digits all of one width. */
export function NumberText({ value, className }: { value: number | bigint; className?: string }) {
  return <span className={cn("tabular-nums", className)}>{formatNumber(value)}</span>;
}
