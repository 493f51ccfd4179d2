import { splitIdentifier, words } from "../search/words.ts";
import type { Passage } from "./answer.ts";
import { asksWhether, shareOfNameAsked, tellsWhether } from "./name-meaning.ts";
import { placeOf } from "./place-of.ts";
import { signatureOf } from "./signature-of.ts";

/**
 * What speaks for each passage as the answer, and against it: by itself, beside the best of the others, and by what else
 * was found around it. Each is about 0…1 or −1…0; `bench/fit-answer.ts` weighs them.
 */
export function marksOf(question: string, passages: Passage[]): Marks[] {
  const own = passages.map((passage) => ownMarks(question, passage));
  const total = passages.reduce((sum, { score }) => sum + score, 0) || 1;
  const most = (mark: keyof OwnMarks) => Math.max(...own.map((one) => one[mark]));
  const best = {
    score: most("score"),
    similarity: most("similarity"),
    signatureSimilarity: most("signatureSimilarity"),
    nameSimilarity: most("nameSimilarity"),
    gistSimilarity: most("gistSimilarity"),
    coverage: most("coverage"),
    nameCoverage: most("nameCoverage"),
    scopeAsked: most("scopeAsked"),
    stemAsked: most("stemAsked"),
  };
  return passages.map((passage, index) => {
    const marks = own[index] ?? ownMarks(question, passage);
    const others = passages.filter((other) => other !== passage);
    const near = others.filter(({ sourceId }) => sourceId === passage.sourceId);
    return {
      ...marks,
      behindScore: marks.score - best.score,
      behindSimilarity: marks.similarity - best.similarity,
      behindSignature: marks.signatureSimilarity - best.signatureSimilarity,
      behindName: marks.nameSimilarity - best.nameSimilarity,
      behindGist: marks.gistSimilarity - best.gistSimilarity,
      behindCoverage: marks.coverage - best.coverage,
      behindNameCoverage: marks.nameCoverage - best.nameCoverage,
      // A class or a file that the question names speaks against the members of others.
      behindScope: marks.scopeAsked - best.scopeAsked,
      behindStem: marks.stemAsked - best.stemAsked,
      isLeading: marks.score === best.score ? 1 : 0,
      fileFound: near.reduce((sum, { score }) => sum + score, 0) / total,
      namesakes: Math.min(1, others.filter(({ symbol }) => symbol && symbol === passage.symbol).length / 4),
      // What the others found here call is a part of them.
      isCalled: isCalledBy(others, passage.symbol) ? 1 : 0,
    };
  });
}

export type Marks = ReturnType<typeof ownMarks> & Record<RelativeMark, number>;
type OwnMarks = ReturnType<typeof ownMarks>;
type RelativeMark =
  | `behind${"Score" | "Similarity" | "Signature" | "Name" | "Gist" | "Coverage" | "NameCoverage" | "Scope" | "Stem"}`
  | "isLeading"
  | "fileFound"
  | "namesakes"
  | "isCalled";

function ownMarks(question: string, passage: Passage) {
  const { content, signals, score, path } = passage;
  const symbol = passage.symbol ?? "";
  const kind = signals?.kind ?? "";
  const isCode = signals?.isCode ?? false;
  const asked = words(question);
  const name = splitIdentifier(symbol).flatMap((part) => words(part.text));
  const signature = signatureOf(content);
  const { scope, stem } = placeOf({ path, scope: signals?.scope ?? null });
  const parameters = signature.slice(signature.indexOf("(") + 1);
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
    placeCoverage: signals?.placeCoverage ?? 0,
    nameAsked: isCode ? shareOfNameAsked(symbol, question) : 0,
    nameSaid: share(name),
    nameUnsaid: Math.min(1, name.filter((word) => !asked.includes(word)).length / 4),
    isNameWritten: symbol.length > 2 && writes(question, symbol) ? 1 : 0,
    scopeAsked: share(words(scope)),
    isScopeWritten: scope !== "" && writes(question, scope) ? 1 : 0,
    stemAsked: share(words(stem)),
    firstWordNamed: isCode && asked[0] !== undefined && words(symbol).includes(asked[0]) ? 1 : 0,
    lastWordAsked: isCode && asked.includes(name.at(-1) ?? "") ? 1 : 0,
    parametersAsked: share(words(parameters)),
    length: Math.log(Math.max(50, content.length)) / 10,
    isExported: /^\s*(export|module\.exports|exports\.|pub )/m.test(content) ? 1 : 0,
    isPrivate: /^[_#]/.test(symbol) || /^\s*(private|protected)\b/m.test(content.slice(0, 200)) ? 1 : 0,
    isConstructor: symbol === "constructor" ? 1 : 0,
    isBetween: isCode && kind === "" ? 1 : 0,
    isType: /type|interface/.test(kind) ? 1 : 0,
    isClass: /class/.test(kind) ? 1 : 0,
    isValue: /constant|object/.test(kind) ? 1 : 0,
    isProse: isCode ? 0 : 1,
    isAccessor: /^\s*(static\s+)?get\s+\w/m.test(signature) ? 1 : 0,
    // Of a long function that was cut, only the first part says what it is.
    isContinued: isCode && symbol !== "" && !signature.includes(symbol) ? 1 : 0,
    answersOtherKind: isCode && asksWhether(question) !== tellsWhether(symbol, content) ? 1 : 0,
  };
}

function shareOf(held: string[], asked: string[]): number {
  const different = new Set(held);
  return different.size === 0 ? 0 : different.intersection(new Set(asked)).size / different.size;
}

/** Whether a text writes a name out as the code does: `DateTime`, not `datetime`. */
function writes(text: string, name: string): boolean {
  return text.match(/[\p{L}\p{N}_$]+/gu)?.includes(name) === true;
}

function isCalledBy(others: Passage[], symbol: string | null | undefined): boolean {
  return !!symbol && symbol.length > 3 && others.some(({ content }) => content.includes(`${symbol}(`));
}
