"use client";

import { useCallback, useInsertionEffect, useRef } from "react";

/** One function for all renders that calls the latest one given: for handlers of parts that are only drawn when they change. */
export function useLatest<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(run);
  useInsertionEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
