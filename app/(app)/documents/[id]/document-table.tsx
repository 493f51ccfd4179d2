"use client";

import { useMemo } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import type { Document } from "../types";
import { readCsv } from "./read-csv";

const MOST_ROWS = 1_000;
const MOST_COLUMNS = 100;

/** A table of text, its first row as the head. */
export function DocumentTable({ document: { name, contentText } }: { document: Document }) {
  const [head = [], ...rows] = useMemo(() => readCsv(contentText ?? ""), [contentText]);
  const shown = rows.slice(0, MOST_ROWS);
  return (
    <section
      aria-label={messages.tableOf(name)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto p-3 md:p-5"
    >
      {rows.length > shown.length && (
        <p className="mb-3 text-quiet">{messages.rowsShown(shown.length, rows.length)}</p>
      )}
      <table className="border border-line text-left text-base">
        <thead className="border-line border-b text-quiet">
          <tr>
            {head.slice(0, MOST_COLUMNS).map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table is drawn once.
              <th key={column} scope="col" className="px-3 py-1.5 font-medium">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a table is drawn once.
            <tr key={index}>
              {row.slice(0, MOST_COLUMNS).map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a table is drawn once.
                <td key={column} className="whitespace-pre-wrap px-3 py-1.5 align-top tabular-nums">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
