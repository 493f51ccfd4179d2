"use client";

import { useMemo } from "react";
import type { LineRange } from "@/app/_code/line-range";
import { documentMessages as messages } from "@/app/_messages/documents";
import { Select } from "@/app/_ui/select";
import type { Document } from "../types";
import { linesOfPlaces } from "./lines-of-places";

type PlacePickerProps = {
  document: Document;
  target: LineRange | undefined;
  onTarget: (range: LineRange) => void;
};

/** Which page, sheet or slide the text stands at, and the way to another. */
export function PlacePicker({ document: { contentText, places }, target, onTarget }: PlacePickerProps) {
  const lines = useMemo(() => linesOfPlaces(contentText ?? "", places), [contentText, places]);
  const current = Math.max(
    0,
    lines.findLastIndex(({ line }) => line <= (target?.from ?? 1)),
  );
  return (
    <Select
      aria-label={messages.place}
      className="h-6 w-auto max-w-44 px-2 text-small"
      options={lines.map(({ label }, index) => ({ value: String(index), label }))}
      value={String(current)}
      onValueChange={(chosen) => {
        const line = lines[Number(chosen)]?.line ?? 1;
        onTarget({ from: line, to: line });
      }}
    />
  );
}
