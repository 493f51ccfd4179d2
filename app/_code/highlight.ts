import type { GrammarState, HighlighterCore } from "shiki/core";
import { grammarFor } from "./languages";
import { kindOfColour, THEME_NAME, type TokenKind, theme } from "./theme";

export type Token = { text: string; kind: TokenKind | undefined };
/** The tokens of one line, left to right; together they are the line. */
export type TokenLine = readonly Token[];

/** Lines after this one stay plain: colouring them would cost more than it tells. */
export const MAX_COLOURED_LINES = 5_000;
/** Lines coloured at a stretch, before the page gets its turn. */
export const SLICE_LINES = 100;
const MAX_LINE_CHARACTERS = 2_000;
// The first line pays for compiling the grammar, which takes longer than the usual half second where the machine is busy.
const MAX_LINE_MS = 5_000;

/**
 * Colours `lines` from the top, a slice at a time, and hands over each slice. Resolves when it is done or given up;
 * a language without a grammar hands over nothing. Rejects when the grammar cannot be fetched.
 */
export async function highlight(
  lines: readonly string[],
  language: string | null,
  onSlice: (slice: readonly TokenLine[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const grammar = grammarFor(language);
  if (grammar === undefined) return;
  const highlighter = await prepare(grammar);
  let grammarState: GrammarState | undefined;
  for (let at = 0; at < Math.min(lines.length, MAX_COLOURED_LINES); at += SLICE_LINES) {
    if (signal.aborted) return;
    const slice = lines.slice(at, at + SLICE_LINES).join("\n");
    const result = highlighter.codeToTokens(slice, {
      lang: grammar.name,
      theme: THEME_NAME,
      tokenizeMaxLineLength: MAX_LINE_CHARACTERS,
      tokenizeTimeLimit: MAX_LINE_MS,
      ...(grammarState ? { grammarState } : {}),
    });
    grammarState = result.grammarState;
    onSlice(
      result.tokens.map((line) =>
        line.map(({ content, color }) => ({ text: content, kind: kindOfColour(color) })),
      ),
    );
    await pause();
  }
}

let ofBrowser: Promise<HighlighterCore> | undefined;

async function prepare(grammar: NonNullable<ReturnType<typeof grammarFor>>): Promise<HighlighterCore> {
  ofBrowser ??= create();
  const [highlighter, language] = await Promise.all([ofBrowser, grammar.load()]);
  await highlighter.loadLanguage(language.default);
  return highlighter;
}

async function create(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  // A pattern that the browser's own engine does not know is left out, never an error.
  return createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
