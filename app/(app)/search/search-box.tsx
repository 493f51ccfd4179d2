"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { searchMessages } from "@/app/_messages/search";
import { cn } from "@/app/_ui/cn";
import { SearchInput } from "@/app/_ui/search-input";
import { findFilters, type TextFilter } from "./find-filters";
import { MAX_TEXT } from "./search-state";

type SearchBoxProps = {
  text: string;
  onType: (text: string) => void;
  /** Enter. */
  onFinish: () => void;
  /** ↓ and ↑: +1 and −1. */
  onMove: (by: 1 | -1) => void;
  busy: boolean;
};

/** The field one searches in. Filters that the server will understand are coloured where they stand. */
export function SearchBox({ text, onType, onFinish, onMove, busy }: SearchBoxProps) {
  const filters = findFilters(text);
  const [scrolledPx, setScrolledPx] = useState(0);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    // Not autoFocus: on a phone the keyboard would cover what one came to read.
    const field = form.current?.querySelector("input");
    if (field?.value === "" && window.matchMedia("(pointer: fine)").matches) field.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey)
      return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onMove(event.key === "ArrowDown" ? 1 : -1);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: the element <search> is still unknown to much of what reads pages out.
    <form
      ref={form}
      role="search"
      className="relative"
      onSubmit={(event) => {
        event.preventDefault();
        onFinish();
      }}
    >
      <SearchInput
        main
        size="large"
        name="q"
        label={searchMessages.label}
        placeholder={searchMessages.placeholder}
        maxLength={MAX_TEXT}
        enterKeyHint="search"
        autoCapitalize="none"
        autoCorrect="off"
        value={text}
        onValueChange={onType}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScrolledPx(event.currentTarget.scrollLeft)}
        busy={busy}
        className={cn(filters.length > 0 && "[&_input]:text-transparent [&_input]:caret-text")}
      />
      {filters.length > 0 && <ColouredText text={text} filters={filters} scrolledPx={scrolledPx} />}
    </form>
  );
}

/** Lies over the field, letter on letter, while the field's own letters are transparent. */
function ColouredText({
  text,
  filters,
  scrolledPx,
}: {
  text: string;
  filters: readonly TextFilter[];
  scrolledPx: number;
}) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 right-14 left-[43px] flex items-center overflow-hidden"
    >
      <div
        className="whitespace-pre text-reading pointer-coarse:text-[max(1rem,16px)]"
        style={{ transform: `translateX(${-scrolledPx}px)` }}
      >
        {filters.map(({ start, end }, index) => (
          <span key={start}>
            {text.slice(filters[index - 1]?.end ?? 0, start)}
            <span className="text-accent">{text.slice(start, end)}</span>
          </span>
        ))}
        {text.slice(filters.at(-1)?.end ?? 0)}
      </div>
    </div>
  );
}
