"use client";

import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "./button";
import { cn } from "./cn";

type FailedStateProps = {
  /** What happened. */
  title: string;
  /** What to do. */
  children: ReactNode;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  retryLabel?: string | undefined;
  heading?: "h1" | "h2" | "h3" | undefined;
  className?: string | undefined;
};

/** A part that could not be shown: what happened, what to do, and a second try. */
export function FailedState({
  title,
  children,
  onRetry,
  retrying,
  heading: Heading = "h2",
  ...rest
}: FailedStateProps) {
  return (
    <div
      role="alert"
      className={cn("mx-auto flex max-w-sm flex-col items-center px-4 py-16 text-center", rest.className)}
    >
      <Heading className="font-semibold text-reading">{title}</Heading>
      <div className="mt-1 text-pretty text-quiet">{children}</div>
      {onRetry !== undefined && (
        <Button className="mt-4" onClick={onRetry} loading={retrying}>
          <RotateCw aria-hidden />
          {rest.retryLabel ?? uiMessages.retry}
        </Button>
      )}
    </div>
  );
}
