"use client";

import { ListTree } from "lucide-react";
import { useRef, useState } from "react";
import type { LineRange } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { SearchInput } from "@/app/_ui/search-input";
import { useCommands } from "../../../../_frame/commands";
import { useShortcut } from "../../../../_frame/keys";
import type { FileSymbol } from "../../../types";
import { listedSymbols } from "./listed-symbols";

type SymbolPanelProps = {
  symbols: readonly FileSymbol[];
  target: LineRange | undefined;
  onGo: (range: LineRange) => void;
  /** The panel beside the code answers to its key; the one that floats is opened by a button. */
  hasKey?: boolean | undefined;
};

/** The named parts of a file: a filter, and a list that jumps to them. */
export function SymbolPanel({ symbols, target, onGo, hasKey = false }: SymbolPanelProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const listed = listedSymbols(symbols, text);
  useSymbolKey(hasKey && symbols.length > 0, () => field.current?.focus());

  if (symbols.length === 0) return <p className="p-4 text-quiet">{messages.noSymbols}</p>;
  return (
    <>
      <div className="shrink-0 p-2">
        <SearchInput
          ref={field}
          label={messages.filterSymbols}
          placeholder={messages.filterSymbols}
          value={text}
          onValueChange={setText}
          onKeyDown={(event) => {
            const [first] = listed;
            if (event.key !== "Enter" || first === undefined) return;
            event.preventDefault();
            onGo(first.range);
          }}
        />
      </div>
      {listed.length === 0 ? (
        <p className="px-4 py-2 text-quiet">{messages.noSymbolMatch}</p>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          {listed.slice(0, MAX_SHOWN).map((symbol) => (
            <li key={`${symbol.range.from} ${symbol.name}`}>
              <button
                type="button"
                aria-label={messages.symbolAt(symbol.fullName, symbol.range.from)}
                aria-current={isAt(symbol.range, target) ? "true" : undefined}
                title={symbol.fullName}
                onClick={() => onGo(symbol.range)}
                className="flex h-7 w-full items-center gap-2 rounded-sm px-2 text-left -outline-offset-2 hover:bg-hover aria-[current=true]:bg-tint aria-[current=true]:text-tint-text"
              >
                <span
                  style={{ paddingLeft: `${symbol.depth * 12}px` }}
                  className="min-w-0 flex-1 truncate font-mono text-mono"
                >
                  {symbol.name}
                </span>
                {symbol.kind !== null && <span className="shrink-0 text-quiet text-tiny">{symbol.kind}</span>}
              </button>
            </li>
          ))}
          {listed.length > MAX_SHOWN && (
            <li className="px-2 py-1.5 text-quiet text-small">
              {messages.moreSymbols(listed.length - MAX_SHOWN)}
            </li>
          )}
        </ul>
      )}
    </>
  );
}

// Enough to scroll through; the filter finds the rest.
const MAX_SHOWN = 300;

const isAt = (range: LineRange, target: LineRange | undefined): boolean =>
  target !== undefined && target.from === range.from && target.to === range.to;

/** `s` goes to the filter; it stands in the palette too. */
function useSymbolKey(enabled: boolean, focus: () => void) {
  useShortcut("s", focus, { label: messages.filterSymbols, group: messages.group, enabled });
  useCommands(
    enabled
      ? [
          {
            id: "file.symbols",
            label: messages.filterSymbols,
            group: messages.group,
            icon: <ListTree aria-hidden />,
            keys: "s",
            run: focus,
          },
        ]
      : [],
  );
}
