"use client";

import { SearchInput } from "@/app/_ui/search-input";
import { procedureProblem } from "../../_session/procedure-problem";

type PinPathProps<Item> = {
  label: string;
  text: string;
  onText: (text: string) => void;
  /** What was found for the text; an empty text asks for nothing. */
  found: { data: Item[] | undefined; isSuccess: boolean; error: unknown };
  nothing: string;
  onPin: (item: Item) => void;
  /** Why nothing further can be pinned. */
  full: string | undefined;
  isCode?: boolean;
};

/** A field for the characters of a path, and the paths they stand in: a press pins one. */
export function PinPath<Item extends { path: string }>(props: PinPathProps<Item>) {
  const { label, text, onText, found, nothing, onPin, full, isCode = false } = props;
  const isAsked = text.trim() !== "";
  const items = isAsked ? (found.data ?? []) : [];
  return (
    <>
      <SearchInput
        label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        autoFocus
        onValueChange={onText}
      />
      <ul className="flex max-h-56 flex-col overflow-y-auto">
        {items.map((item) => (
          <li key={item.path}>
            <button
              type="button"
              title={item.path}
              disabled={full !== undefined}
              onClick={() => onPin(item)}
              className={`w-full truncate rounded-sm px-2 py-1 text-left enabled:hover:bg-hover disabled:text-quiet ${isCode ? "font-mono text-mono" : ""}`}
            >
              {item.path}
            </button>
          </li>
        ))}
      </ul>
      {full !== undefined && <p className="text-quiet">{full}</p>}
      {isAsked && found.error !== null && (
        <p className="text-danger">{procedureProblem(found.error).message}</p>
      )}
      {isAsked && found.isSuccess && items.length === 0 && <p className="text-quiet">{nothing}</p>}
    </>
  );
}
