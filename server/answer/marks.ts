import { splitIdentifier, words } from "../search/words.ts";
import type { Passage } from "./answer.ts";
import { asksWhether, shareOfNameAsked, tellsWhether } from "./name-meaning.ts";
import { placeOf } from "./place-of.ts";
import { signatureOf } from "./signature-of.ts";

export type Marks = ReturnType<typeof markOne>;

/** What speaks for each passage as the answer, and against it, each about 0…1; `bench/answer/fit.ts` weighs them. */
export function marksOf(question: string, passages: Passage[]): Marks[] {
  return passages.map((passage) => markOne(question, passage));
}

function markOne(question: string, passage: Passage) {
  const { content, signals, score, path } = passage;
  const symbol = passage.symbol ?? "";
  const kind = signals?.kind ?? "";
  const isCode = signals?.isCode ?? false;
  const asked = words(question);
  const name = splitIdentifier(symbol).flatMap((part) => words(part.text));
  const signature = signatureOf(content);
  const { stem } = placeOf({ path, scope: signals?.scope ?? null });
  const share = (of: string[]) => shareOf(of, asked);
  return {
    score,
    similarity: signals?.similarity ?? 0,
    signatureSimilarity: signals?.signatureSimilarity ?? 0,
    nameSimilarity: signals?.nameSimilarity ?? 0,
    gistSimilarity: signals?.gistSimilarity ?? 0,
    coverage: signals?.coverage ?? 0,
    signatureCoverage: signals?.signatureCoverage ?? 0,
    nameCoverage: signals?.nameCoverage ?? 0,
    nameAsked: isCode ? shareOfNameAsked(symbol, question) : 0,
    nameSaid: share(name),
    stemAsked: share(words(stem)),
    firstWordNamed: isCode && asked[0] !== undefined && words(symbol).includes(asked[0]) ? 1 : 0,
    length: Math.log(Math.max(50, content.length)) / 10,
    isExported: /^\s*(export|module\.exports|exports\.|pub )/m.test(content) ? 1 : 0,
    isPrivate: /^[_#]/.test(symbol) || /^\s*(private|protected)\b/m.test(content.slice(0, 200)) ? 1 : 0,
    isConstructor: symbol === "constructor" ? 1 : 0,
    isBetween: isCode && kind === "" ? 1 : 0,
    isType: /type|interface/.test(kind) ? 1 : 0,
    isClass: /class/.test(kind) ? 1 : 0,
    isValue: /constant|object/.test(kind) ? 1 : 0,
    // Of a long function that was cut, only the first part says what it is.
    isContinued: isCode && symbol !== "" && !signature.includes(symbol) ? 1 : 0,
    answersOtherKind: isCode && asksWhether(question) !== tellsWhether(symbol, content) ? 1 : 0,
  };
}

function shareOf(held: string[], asked: string[]): number {
  const different = new Set(held);
  return different.size === 0 ? 0 : different.intersection(new Set(asked)).size / different.size;
}
