import { words } from "../search/words.ts";
import type { Passage } from "./answer";

// 8 % of the tuning questions of bench/answer.ts with an answer, asked inside one repository, stay below.
const ENOUGH = 0.64;
const ENOUGH_WORDS = 0.45;

/**
 * Whether anything that was found speaks of what is asked: the nearest passage in meaning and in telling words at once.
 * Where the meaning is not known (another model's cosines lie elsewhere), the words alone decide.
 */
export function isAnswered(question: string, passages: Passage[]): boolean {
  return passages.some((passage) => {
    const { signals } = passage;
    if (signals && signals.similarity !== null) return signals.similarity + signals.coverage / 2 >= ENOUGH;
    const coverage = signals?.coverage ?? plainCoverage(question, passage);
    return coverage >= ENOUGH_WORDS;
  });
}

/** How many of the question's different words a passage holds, each counted alike. */
function plainCoverage(question: string, { content, path, symbol }: Passage): number {
  const asked = new Set(words(question));
  const held = new Set(words(`${symbol ?? ""} ${path} ${content}`));
  return asked.size === 0 ? 0 : asked.intersection(held).size / asked.size;
}
