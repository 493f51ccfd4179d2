"use client";

import { type MouseEvent, memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/app/_ui/cn";
import { CodeLines, numberStyle } from "./code-lines";
import { SLICE_LINES, type TokenLine } from "./highlight";
import { identifierAt } from "./identifier-at";
import type { LineRange } from "./line-range";
import { useHighlight } from "./use-highlight";

const LINE_PX = 20;
const BLOCK_PX = SLICE_LINES * LINE_PX;

type CodeFileProps = {
  /** A whole file from its first line; the same array as long as the file is the same. */
  lines: readonly string[];
  language: string | null;
  /** Lines that stand out; they are brought into view when they change. */
  highlighted?: LineRange | undefined;
  /** Must stay the same function between renders. */
  onNumberClick: (line: number, event: MouseEvent) => void;
  /** An identifier was pressed with ⌘ or Ctrl held. */
  onIdentifier?: ((name: string) => void) | undefined;
  /** What the code is, for screen readers. */
  label: string;
  className?: string | undefined;
};

/**
 * A whole file that scrolls on its own. Lines are of one height, so the blocks near the window are known by arithmetic:
 * they alone are made of lines, while every other block is one text, which keeps a file of 1 MiB light and lets the
 * browser's own search find everything.
 */
export function CodeFile(props: CodeFileProps) {
  const { lines, language, highlighted, onNumberClick, onIdentifier, label, className } = props;
  const scroller = useRef<HTMLElement>(null);
  const slices = useHighlight(lines, language);
  const near = useBlocksInView(scroller, highlighted);
  useBringIntoView(scroller, highlighted);
  const numberWidth = String(lines.length).length;
  const blocks = Array.from({ length: Math.ceil(lines.length / SLICE_LINES) }, (_, block) => block);

  function onClick(event: MouseEvent) {
    if (!isFollowing(event)) return;
    const name = identifierAt(event.clientX, event.clientY);
    if (name === undefined) return;
    event.preventDefault();
    onIdentifier?.(name);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys have a dialog of their own, in the menu and the palette.
    <section
      ref={scroller}
      onClick={onIdentifier && onClick}
      onMouseMove={
        onIdentifier && ((event) => event.currentTarget.toggleAttribute("data-following", isFollowing(event)))
      }
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn(
        "overflow-auto font-mono text-mono -outline-offset-2 data-following:[&_code]:cursor-pointer",
        className,
      )}
    >
      <div className="w-max min-w-full py-2">
        {blocks.map((block) => (
          <Block
            key={block}
            block={block}
            lines={lines}
            tokens={slices[block]}
            isNear={block >= near.first && block <= near.last}
            highlighted={within(highlighted, block)}
            onNumberClick={onNumberClick}
            numberWidth={numberWidth}
          />
        ))}
      </div>
    </section>
  );
}

const isFollowing = (event: MouseEvent): boolean => event.metaKey || event.ctrlKey;

type BlockProps = Pick<CodeFileProps, "lines" | "highlighted" | "onNumberClick"> & {
  block: number;
  tokens: readonly TokenLine[] | undefined;
  isNear: boolean;
  numberWidth: number;
};

const Block = memo(function Block({
  block,
  lines,
  tokens,
  isNear,
  highlighted,
  onNumberClick,
  numberWidth,
}: BlockProps) {
  const first = block * SLICE_LINES;
  const own = lines.slice(first, first + SLICE_LINES);
  if (isNear) {
    return (
      <CodeLines
        lines={own}
        startLine={first + 1}
        tokensOf={(index) => tokens?.[index]}
        highlighted={highlighted}
        onNumberClick={onNumberClick}
        numberWidth={numberWidth}
      />
    );
  }
  return (
    <div className="flex" style={{ height: own.length * LINE_PX }}>
      <span
        aria-hidden
        className={cn(numberStyle, "whitespace-pre")}
        style={{ minWidth: `${numberWidth}ch` }}
      >
        {own.map((_, index) => first + index + 1).join("\n")}
      </span>
      <code className="block whitespace-pre pr-5">{own.join("\n")}</code>
    </div>
  );
}, isSameBlock);

// Ranges are compared by what they say: most blocks hold none of the lines that stand out.
function isSameBlock(before: BlockProps, after: BlockProps): boolean {
  return (
    before.lines === after.lines &&
    before.tokens === after.tokens &&
    before.isNear === after.isNear &&
    before.numberWidth === after.numberWidth &&
    before.onNumberClick === after.onNumberClick &&
    before.highlighted?.from === after.highlighted?.from &&
    before.highlighted?.to === after.highlighted?.to
  );
}

function within(range: LineRange | undefined, block: number): LineRange | undefined {
  if (range === undefined) return undefined;
  const first = block * SLICE_LINES + 1;
  const last = first + SLICE_LINES - 1;
  if (range.to < first || range.from > last) return undefined;
  return { from: Math.max(range.from, first), to: Math.min(range.to, last) };
}

/** The first and last block that are in view or one block away from it. */
function useBlocksInView(scroller: RefObject<HTMLElement | null>, highlighted: LineRange | undefined) {
  const [near, setNear] = useState(() => {
    const middle = Math.floor(((highlighted?.from ?? 1) - 1) / SLICE_LINES);
    return { first: middle - 1, last: middle + 1 };
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    function look() {
      if (element === null) return;
      const first = Math.floor(element.scrollTop / BLOCK_PX) - 1;
      const last = Math.floor((element.scrollTop + element.clientHeight) / BLOCK_PX) + 1;
      setNear((before) => (before.first === first && before.last === last ? before : { first, last }));
    }
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return near;
}

/** Scrolls until the lines that stand out are a third down, unless they are in sight already. */
function useBringIntoView(scroller: RefObject<HTMLElement | null>, range: LineRange | undefined): void {
  const { from, to } = range ?? {};
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || from === undefined || to === undefined) return;
    const top = (from - 1) * LINE_PX;
    // Of a range longer than the window, its beginning has to do.
    const bottom = top + Math.min((to - from + 2) * LINE_PX, element.clientHeight / 2);
    const isInSight = top >= element.scrollTop && bottom <= element.scrollTop + element.clientHeight;
    if (!isInSight) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
  }, [scroller, from, to]);
}
