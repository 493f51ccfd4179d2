import { splitIdentifier, words } from "../../server/search/words.ts";

export interface DocQuestion {
  text: string;
  name: string;
  /** Where the documented function begins in the text without its comments. */
  startChar: number;
  /** Hardly mentions the name of what it asks for: at most a third of the name's words. */
  isHard: boolean;
}

interface Documented {
  name: string;
  sentence: string;
  comment: { start: number; end: number };
}

/**
 * Takes the documentation comments that make a question out of a source file: the first sentence asks, and the function
 * below is the answer. `isTaken` refuses sentences (those that stand elsewhere, too).
 */
export function takeQuestions(
  source: string,
  isTaken: (sentence: string) => boolean,
): { text: string; questions: DocQuestion[] } {
  const found = documentedFunctions(source).filter(
    (one) => isQuestion(one.sentence) && !isTaken(one.sentence),
  );
  let text = "";
  let at = 0;
  const questions: DocQuestion[] = [];
  for (const { name, sentence, comment } of found) {
    text += source.slice(at, comment.start);
    at = comment.end;
    questions.push({
      text: sentence,
      name,
      startChar: text.length,
      isHard: nameShare(name, sentence) <= 1 / 3,
    });
  }
  return { text: text + source.slice(at), questions };
}

/** Every first sentence of a documentation comment, whatever it documents. */
export function firstSentences(source: string): string[] {
  return [...source.matchAll(docComment)].map((match) => firstSentence(match[0]));
}

const docComment = /\/\*\*(?!\/)[\s\S]*?\*\//g;

function documentedFunctions(source: string): Documented[] {
  return [...source.matchAll(docComment)].flatMap((match) => {
    const lineStart = source.lastIndexOf("\n", match.index) + 1;
    const afterComment = match.index + match[0].length;
    const gap = /^[^\S\n]*\n[^\S\n]*/.exec(source.slice(afterComment, afterComment + 200));
    if (!gap || source.slice(lineStart, match.index).trim() !== "") return [];
    const end = afterComment + gap[0].length;
    const name = functionName(source.slice(end, end + 2000));
    if (name === undefined || /@deprecated|@inheritdoc/i.test(match[0])) return [];
    return [{ name, sentence: firstSentence(match[0]), comment: { start: match.index, end } }];
  });
}

/** The name of the function, method or arrow function that the code begins with. */
function functionName(code: string): string | undefined {
  // An empty line parts a comment from what follows: it speaks of a whole section.
  if (/^\s/.test(code)) return undefined;
  const declared = /^(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*([\w$]+)/.exec(code);
  if (declared) return declared[1];
  const assigned =
    /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*(?::[^=\n]+)?=\s*(?:async\s*)?(?:function\b|<[^\n]*>\s*\(|\(|[\w$]+\s*=>)/.exec(
      code,
    );
  if (assigned && /^[^;{]*(?:=>|\bfunction\b)/.test(code)) return assigned[1];
  const property = /^[\w$.]+\.([\w$]+)\s*=\s*(?:async\s*)?function\b/.exec(code);
  if (property) return property[1];
  return methodName(code);
}

function methodName(code: string): string | undefined {
  const method =
    /^(?:(?:public|private|protected|static|override|async|get|set)\s+)*\*?\s*(#?[\w$]+)\s*(?:<[^()]*>)?\(/.exec(
      code,
    );
  const name = method?.[1];
  if (!method || name === undefined) return undefined;
  if (/^(if|for|while|switch|catch|return|function|constructor|super|await)$/.test(name)) return undefined;
  let depth = 1;
  let at = method[0].length;
  for (; at < code.length && depth > 0; at++) {
    if (code[at] === "(") depth++;
    else if (code[at] === ")") depth--;
  }
  // A body follows: a call or a signature ends otherwise.
  return /^\s*(?::[^;\n]*)?\{\s*\n/.test(code.slice(at)) ? name.replace("#", "") : undefined;
}

function firstSentence(comment: string): string {
  const lines = comment
    .slice(3, -2)
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trim());
  const text = lines.join("\n").trim();
  const paragraph = text.split(/\n\s*\n|(?:^|\n)\s*(?:@|```|[-*] |\|)/)[0] ?? "";
  const plain = paragraph
    .replace(
      /\{@\w+\s+([^}|\s]+)(?:[|\s]([^}]*))?\}/g,
      (_, target: string, label?: string) => label ?? target,
    )
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?(?<!\b(?:e\.g|i\.e|vs|etc))[.!?](?=\s+[A-Z(]|$)/.exec(plain)?.[0] ?? plain;
}

/** A plain sentence of 4 to 60 words. */
function isQuestion(sentence: string): boolean {
  const count = sentence.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  return count >= 4 && count <= 60 && !/^(todo|fixme|deprecated|internal\b|https?:)/i.test(sentence);
}

/** Which share of a name's words the question holds, each stemmed. */
export function nameShare(name: string, question: string): number {
  const parts = [...new Set(splitIdentifier(name).flatMap((part) => words(part.text)))];
  const asked = new Set(words(question));
  return parts.length === 0 ? 0 : parts.filter((part) => asked.has(part)).length / parts.length;
}
