import { Fragment } from "react";
import { markTokens } from "@/app/_code/mark-tokens";
import type { Span } from "@/app/_code/split-lines";

const prose = new Set(["markdown", "mdx", "rst", "asciidoc", "org", "text"]);

/** Whether a file is read rather than run. */
export const isProse = (language: string | null): boolean => language !== null && prose.has(language);

/** A passage of text in reading letters, its lines wrapped, with its hits marked. */
export function ProseExcerpt({ content, marks }: { content: string; marks: readonly Span[] }) {
  const pieces = markTokens([{ text: content, kind: undefined }], marks);
  return (
    <p className="whitespace-pre-wrap px-3 py-2 text-quiet">
      {pieces.map(({ text, isMarked }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name, and none of them moves.
        isMarked ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
      )}
    </p>
  );
}
