import type { Passage } from "./answer.ts";
import { rankPassages } from "./rank-passages.ts";

/** As many chunks as a request may be given, and their length in characters: some 8,000 tokens. */
const MOST_PASSAGES = 20;
const MOST_CHARS = 32_000;

/**
 * Those of the candidates that go with a request, within its limits: first what was pinned, in its order (of files the search
 * has measured nothing), then what answers best.
 */
export function keepBest(question: string, candidates: Passage[]): Passage[] {
  const isFirst = ({ signals, isPinned }: Passage) => signals === undefined || isPinned === true;
  const pinned = candidates.filter(isFirst);
  const found = candidates.filter((one) => !isFirst(one));
  const ranked = rankPassages(question, found).map(({ passage }) => passage);
  const kept: Passage[] = [];
  let length = 0;
  for (const passage of [...pinned, ...ranked]) {
    if (kept.length >= MOST_PASSAGES) break;
    if (length + passage.content.length > MOST_CHARS) continue;
    length += passage.content.length;
    kept.push(passage);
  }
  return kept;
}
