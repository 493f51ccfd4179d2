import { type MouseEvent, memo } from "react";
import { codeMessages } from "@/app/_messages/files";
import { cn } from "@/app/_ui/cn";
import type { TokenLine } from "./highlight";
import { isInRange, type LineRange } from "./line-range";
import { markTokens } from "./mark-tokens";
import type { Span } from "./split-lines";
import type { TokenKind } from "./theme";

type CodeLinesProps = {
  lines: readonly string[];
  /** The number of the first of `lines`. */
  startLine: number;
  /** The tokens of a line by its index in `lines`; undefined while it is plain. */
  tokensOf: (index: number) => TokenLine | undefined;
  /** Lines that stand out, by number. */
  highlighted?: LineRange | undefined;
  /** Marks by index in `lines`, each counted from its line's start. */
  marks?: ReadonlyMap<number, readonly Span[]> | undefined;
  /** Makes the numbers links that are pressed by mouse; keyboards have "Go to line". */
  onNumberClick?: ((line: number, event: MouseEvent) => void) | undefined;
  /** Characters of the widest number, so that all parts of a file line up. */
  numberWidth: number;
};

/** Lines of code, each 20 pixels high, with their numbers. Width and scrolling belong to whoever shows them. */
export function CodeLines({ lines, startLine, tokensOf, highlighted, marks, ...rest }: CodeLinesProps) {
  return lines.map((text, index) => {
    const line = startLine + index;
    return (
      <CodeLine
        // Lines never move within a text.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        key={index}
        line={line}
        text={text}
        tokens={tokensOf(index)}
        spans={marks?.get(index)}
        isHighlighted={isInRange(line, highlighted)}
        {...rest}
      />
    );
  });
}

type CodeLineProps = Pick<CodeLinesProps, "onNumberClick" | "numberWidth"> & {
  line: number;
  text: string;
  tokens: TokenLine | undefined;
  spans: readonly Span[] | undefined;
  isHighlighted: boolean;
};

const CodeLine = memo(function CodeLine(props: CodeLineProps) {
  const { line, text, tokens, spans, isHighlighted, onNumberClick, numberWidth } = props;
  const style = { minWidth: `${numberWidth}ch` };
  return (
    <div
      id={onNumberClick ? `L${line}` : undefined}
      data-highlighted={isHighlighted || undefined}
      className="group/line flex h-5 min-w-full data-highlighted:bg-mark-line data-highlighted:shadow-[inset_2px_0_0_var(--accent)]"
    >
      {onNumberClick ? (
        <a
          href={`#L${line}`}
          tabIndex={-1}
          aria-label={codeMessages.line(line)}
          style={style}
          onClick={(event) => onNumberClick(line, event)}
          className={cn(numberStyle, "hover:text-text hover:underline")}
        >
          {line}
        </a>
      ) : (
        <span aria-hidden style={style} className={numberStyle}>
          {line}
        </span>
      )}
      <code className="block whitespace-pre pr-5">
        {tokens === undefined && spans === undefined ? (
          text
        ) : (
          <Pieces text={text} tokens={tokens} spans={spans} />
        )}
      </code>
    </div>
  );
});

function Pieces({
  text,
  tokens = [{ text, kind: undefined }],
  spans = [],
}: {
  text: string;
  tokens?: TokenLine | undefined;
  spans?: readonly Span[] | undefined;
}) {
  return markTokens(tokens, spans).map(({ text: piece, kind, isMarked }, index) => {
    const colour = kind && colours[kind];
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line have no other name, and none of them moves.
    if (isMarked) return <mark key={index}>{piece}</mark>;
    if (colour === undefined) return piece;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <span key={index} className={colour}>
        {piece}
      </span>
    );
  });
}

/** Also used where the numbers of many lines are one text. */
export const numberStyle =
  "box-content block shrink-0 select-none pr-4 pl-4 text-right text-faint tabular-nums group-data-highlighted/line:text-quiet";

const colours: Record<TokenKind, string> = {
  keyword: "text-syntax-keyword",
  function: "text-syntax-function",
  string: "text-syntax-string",
  constant: "text-syntax-constant",
  comment: "text-syntax-comment",
};
