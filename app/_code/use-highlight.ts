"use client";

import { useEffect, useState } from "react";
import { highlight, SLICE_LINES, type TokenLine } from "./highlight";

/** Slices of SLICE_LINES coloured lines, in order; what is not there (yet) is shown plain. */
export type ColouredSlices = readonly (readonly TokenLine[])[];

const none: ColouredSlices = [];
const SHOWN_EVERY_MS = 80;

/** Colours code in the browser, from the top, without holding the page up. Without a known language nothing happens. */
export function useHighlight(lines: readonly string[], language: string | null): ColouredSlices {
  const [coloured, setColoured] = useState<{ of: readonly string[]; slices: ColouredSlices }>();

  useEffect(() => {
    const left = new AbortController();
    const slices: (readonly TokenLine[])[] = [];
    let shownAtMs = Number.NEGATIVE_INFINITY;
    const show = () => {
      shownAtMs = performance.now();
      if (!left.signal.aborted) setColoured({ of: lines, slices: [...slices] });
    };
    highlight(
      lines,
      language,
      (slice) => {
        slices.push(slice);
        if (performance.now() - shownAtMs > SHOWN_EVERY_MS) show();
      },
      left.signal,
    ).then(
      () => slices.length > 0 && show(),
      // Offline, or a new version was installed meanwhile: plain code is still code.
      (error: unknown) => console.warn("The code could not be coloured.", error),
    );
    return () => left.abort();
  }, [lines, language]);

  return coloured?.of === lines ? coloured.slices : none;
}

/** The tokens of the line at `index`, or undefined while it is plain. */
export function tokensAt(slices: ColouredSlices, index: number): TokenLine | undefined {
  return slices[Math.floor(index / SLICE_LINES)]?.[index % SLICE_LINES];
}
