"use client";

import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { catchError, type ErrorInfo } from "next/error";
import { type ReactNode, Suspense, useTransition } from "react";
import { FailedState } from "@/app/_ui/failed-state";
import { procedureProblem } from "./procedure-problem";

type QueryBoundaryProps = {
  /** Shown while the answer is on its way: as high as what will stand there. */
  loading: ReactNode;
  /** What could not be shown. */
  failedTitle: string;
  children: ReactNode;
};

/** Around what suspends on a query: its loading and its failing state, with a second try. */
export function QueryBoundary({ loading, failedTitle, children }: QueryBoundaryProps) {
  return (
    <Catch failedTitle={failedTitle}>
      <Suspense fallback={loading}>{children}</Suspense>
    </Catch>
  );
}

const Catch = catchError(({ failedTitle }: { failedTitle: string }, { error, reset }: ErrorInfo) => (
  <Failed title={failedTitle} message={procedureProblem(error).message} reset={reset} />
));

function Failed({ title, message, reset }: { title: string; message: string; reset: () => void }) {
  const queries = useQueryErrorResetBoundary();
  const [isRetrying, startRetry] = useTransition();
  function retry() {
    queries.reset();
    startRetry(reset);
  }
  return (
    <FailedState title={title} onRetry={retry} retrying={isRetrying}>
      {message}
    </FailedState>
  );
}
