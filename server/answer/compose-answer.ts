import type { Answer, Passage } from "./answer";

const QUOTED = 3;

/** Quotes the passages that best answer a question. */
export function composeAnswer({ passages }: { question: string; passages: Passage[] }): Answer {
  const best = passages.slice(0, QUOTED);
  if (best.length === 0) {
    return { claims: [], nothingFound: true, introduction: "Nothing in the indexed files answers this." };
  }
  return {
    nothingFound: false,
    introduction: "These passages come closest:",
    claims: best.map((passage) => ({
      text: `In ${passage.path}, lines ${passage.startLine} to ${passage.endLine}:`,
      citations: [
        {
          chunkId: passage.chunkId,
          quote: passage.content,
          startChar: passage.startChar,
          endChar: passage.endChar,
        },
      ],
    })),
  };
}
