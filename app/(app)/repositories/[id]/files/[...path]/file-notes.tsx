"use client";

import { KeyRound } from "lucide-react";
import { MAX_COLOURED_LINES } from "@/app/_code/highlight";
import type { LineRange } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { formatNumber } from "@/app/_ui/number-text";
import type { IndexedFile } from "../../../types";

type FileNotesProps = { file: IndexedFile; lineCount: number; onGo: (range: LineRange) => void };

const SHOWN_LINES = 12;

/** What a reader should know before reading: secrets that were blotted out, and where colours end. */
export function FileNotes({ file: { secretLines }, lineCount, onGo }: FileNotesProps) {
  return (
    <>
      {secretLines.length > 0 && (
        <div className="flex shrink-0 gap-2.5 border-line border-b bg-warning-tint px-4 py-2 text-warning-text">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p>
            {messages.secretsTitle(secretLines.length)}{" "}
            {secretLines.slice(0, SHOWN_LINES).map((line, index) => (
              <span key={line}>
                {index > 0 && ", "}
                <button
                  type="button"
                  onClick={() => onGo({ from: line, to: line })}
                  className="rounded-xs font-medium underline underline-offset-3"
                >
                  {line}
                </button>
              </span>
            ))}
            {secretLines.length > SHOWN_LINES && " …"}. {messages.secretsBody(secretLines.length)}
          </p>
        </div>
      )}
      {lineCount > MAX_COLOURED_LINES && (
        <p className="shrink-0 border-line border-b px-4 py-1.5 text-quiet text-small">
          {messages.plainFrom(formatNumber(MAX_COLOURED_LINES))}
        </p>
      )}
    </>
  );
}
