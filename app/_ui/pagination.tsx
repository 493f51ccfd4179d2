"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "./button";
import { cn } from "./cn";
import { formatNumber } from "./number-text";

type PaginationProps = {
  /** Number of the first and last row shown, from 1. */
  from: number;
  to: number;
  /** Leave out where counting would cost more than it tells. */
  total?: number | undefined;
  /** Undefined on the first page. */
  onPrevious?: (() => void) | undefined;
  /** Undefined on the last page. */
  onNext?: (() => void) | undefined;
  className?: string | undefined;
};

/** Which rows are shown, and the way to the others. */
export function Pagination({ from, to, total, onPrevious, onNext, className }: PaginationProps) {
  const range = uiMessages.range(
    formatNumber(from),
    formatNumber(to),
    total === undefined ? undefined : formatNumber(total),
  );
  return (
    <nav
      aria-label={uiMessages.pagination}
      className={cn("flex items-center justify-between gap-3", className)}
    >
      <p className="text-quiet tabular-nums" aria-live="polite">
        {range}
      </p>
      <div className="flex gap-1.5">
        <Button size="small" disabled={onPrevious === undefined} onClick={onPrevious}>
          <ChevronLeft aria-hidden />
          {uiMessages.previous}
        </Button>
        <Button size="small" disabled={onNext === undefined} onClick={onNext}>
          {uiMessages.next}
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
