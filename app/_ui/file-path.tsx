import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";

type FilePathProps = {
  path: string;
  /** First and last line, from 1. */
  lines?: { from: number; to: number } | undefined;
  className?: string | undefined;
};

/** A path in code letters; where room is short the folders give way and the file's name stays. */
export function FilePath({ path, lines, className }: FilePathProps) {
  const nameAt = path.lastIndexOf("/") + 1;
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-baseline text-base", className)} title={path}>
      <span className="flex min-w-0 font-mono text-mono">
        {nameAt > 0 && <span className="min-w-0 truncate">{path.slice(0, nameAt)}</span>}
        <span className="max-w-full shrink-0 truncate">{path.slice(nameAt)}</span>
      </span>
      {lines !== undefined && (
        <span className="ml-2 shrink-0 text-faint tabular-nums">
          <span className="sr-only">{uiMessages.lines(lines.from, lines.to)}</span>
          <span aria-hidden>{lines.from === lines.to ? lines.from : `${lines.from}–${lines.to}`}</span>
        </span>
      )}
    </span>
  );
}
