"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { searchMessages } from "@/app/_messages/search";
import { cn } from "@/app/_ui/cn";
import { SearchInput } from "@/app/_ui/search-input";
import { type ColouredPart, colouredParts } from "./coloured-parts";
import type { ExpressionProblem } from "./expression-problem";
import { findFilters } from "./find-filters";
import { MAX_TEXT } from "./search-state";

type SearchBoxProps = {
  text: string;
  onType: (text: string) => void;
  /** Enter. */
  onFinish: () => void;
  /** ↓ and ↑: +1 and −1. */
  onMove: (by: 1 | -1) => void;
  busy: boolean;
  /** What the server says of the expression in the field; its place counts without the spaces in front. */
  problem: ExpressionProblem | undefined;
};

/** The field one searches in. Filters are coloured where they stand, and what is wrong in an expression is marked. */
export function SearchBox({ text, onType, onFinish, onMove, busy, problem }: SearchBoxProps) {
  const problemId = useId();
  const filters = findFilters(text);
  const wrongAt = problem && problem.position + text.length - text.trimStart().length;
  const parts = colouredParts(text, { filters, wrongAt });
  const hasColours = parts.some(({ kind }) => kind !== "plain");
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
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
        className={cn(
          hasColours && "[&_input]:text-transparent [&_input]:caret-text",
          problem && "border-danger focus-within:border-danger focus-within:ring-danger/20",
        )}
      />
      {hasColours && <ColouredText parts={parts} scrolledPx={scrolledPx} />}
      {problem && wrongAt !== undefined && (
        <p id={problemId} role="alert" className="pt-1.5 pl-1 text-danger text-small">
          {searchMessages.expressionAt(problem.message, wrongAt + 1)}
        </p>
      )}
    </form>
  );
}

/** Lies over the field, letter on letter, while the field's own letters are transparent. */
function ColouredText({ parts, scrolledPx }: { parts: readonly ColouredPart[]; scrolledPx: number }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 right-14 left-[43px] flex h-[42px] items-center overflow-hidden"
    >
      <div
        className="whitespace-pre text-reading pointer-coarse:text-[max(1rem,16px)]"
        style={{ transform: `translateX(${-scrolledPx}px)` }}
      >
        {parts.map(({ start, text, kind }) => (
          <span key={start} className={partStyles[kind]}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

const partStyles = {
  plain: undefined,
  filter: "text-accent",
  wrong: "text-danger underline decoration-2 decoration-wavy underline-offset-4",
};
