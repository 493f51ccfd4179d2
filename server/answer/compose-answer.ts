import type { Answer, Claim, Passage } from "./answer";
import { chooseSpan } from "./choose-span";
import { isAnswered } from "./is-answered";
import { rankPassages } from "./rank-passages";
import { standingIn, statedIn } from "./stated-tokens";
import { answerWords } from "./words-of-answer";

const MOST_QUOTED = 5;
// A passage this far behind the best one (in log odds) is another subject: e⁻³ ≈ 1 in 20.
const FAR_BEHIND = 3;

/**
 * Answers without a language model: quotes the passages that answer best, grouped by file, each cited to the letter.
 * The likeliest stands first. Says that nothing answers when nothing does.
 */
export function composeAnswer({ question, passages }: { question: string; passages: Passage[] }): Answer {
  const ranked = rankPassages(question, passages);
  if (!isAnswered(question, ranked))
    return { claims: [], nothingFound: true, introduction: answerWords.nothing };
  const best = ranked[0]?.rank ?? 0;
  const chosen = ranked
    .filter(({ rank }) => rank >= best - FAR_BEHIND)
    .slice(0, MOST_QUOTED)
    .map(({ passage }) => passage);
  const byFile = [...Map.groupBy(chosen, ({ sourceId }) => sourceId).values()];
  const byRepository = [...Map.groupBy(byFile, ([first]) => first?.repositoryId).values()].flat(2);
  return {
    claims: byRepository.map((passage) => quote(passage, question)),
    nothingFound: false,
    introduction: answerWords.introduction(chosen.length, byFile.length),
  };
}

/** One passage as a claim: what it is, and its words that bear on the question. */
export function quote(passage: Passage, question: string): Claim {
  const span = chooseSpan(passage, question);
  const { path, symbol, chunkId } = passage;
  // What a claim names must stand in its quote: see `checkCitation`.
  const named = statedIn(`\`${symbol}\``);
  const quoted = standingIn(span.quote);
  const isNamed =
    symbol &&
    !/[`\n]/.test(symbol) &&
    named.identifiers.isSubsetOf(quoted.identifiers) &&
    named.numbers.isSubsetOf(quoted.numbers);
  const text = isNamed ? answerWords.named(symbol, path) : answerWords.unnamed(path);
  return { text, isQuotation: true, citations: [{ chunkId, ...span }] };
}
