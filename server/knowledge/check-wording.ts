import type { Evidence, KnowledgeExample } from "@/db/schema/knowledge-part";
import { standingIn, statedIn } from "@/server/answer/stated-tokens";

/** A mined entry, as far as words about it must agree with it. */
export interface WordedEntry {
  title: string;
  content: string;
  examples: KnowledgeExample[];
  sourceFiles: Evidence[];
}

const LONGEST_CHARS = 1_200;

/** Names that prose may say without looking like code: one that the entry does not name is made up. */
const tools = new Set(
  (
    "vitest jest mocha jasmine ava tape tap uvu karma playwright cypress puppeteer selenium webdriverio pytest unittest nose " +
    "doctest hypothesis ginkgo gomega testify gocheck gomock junit junit4 junit5 testng spock mockito powermock assertj hamcrest " +
    "sinon nock msw chai enzyme supertest istanbul nyc c8 jacoco cobertura tox bun deno"
  ).split(" "),
);

/**
 * Why a model's words for a mined entry are not kept; undefined when they may be. Every name in them must stand in the
 * entry, and every number must be one of the finding that its part of the sentence names. They are plain sentences.
 */
export function whyMisworded(wording: string, entry: WordedEntry): string | undefined {
  if (wording === "") return "empty";
  if (wording.length > LONGEST_CHARS) return "too long";
  if (/[<>|]|\]\(|\bhttps?:|^\s*#|```|!\[/m.test(wording)) return "not plain sentences";
  const { title, content, sourceFiles, examples } = entry;
  const standing = standingIn(
    [title, content, ...sourceFiles.map(({ path }) => path), ...examples.map(({ key }) => key)].join("\n"),
  );
  const made = statedIn(wording).identifiers.difference(standing.identifiers);
  const words = wording.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? [];
  const tool = words.find((word) => tools.has(word) && !standing.identifiers.has(word));
  if (made.size > 0 || tool !== undefined) return `names ${[...made, ...(tool ? [tool] : [])].join(", ")}`;
  const number = wrongNumber(wording, examples);
  return number === undefined ? undefined : `says ${number}`;
}

/** A number that the finding beside it does not have. */
function wrongNumber(wording: string, examples: KnowledgeExample[]): string | undefined {
  const parts = partsOf(wording, examples);
  for (const [index, { text, named }] of parts.entries()) {
    const numbers = statedIn(withDigits(text)).numbers;
    if (numbers.size === 0) continue;
    // "In 214 files, vitest …" and "vitest is used, in 214 files": the finding stands beside the number.
    const beside = [named, parts[index - 1]?.named ?? [], parts[index + 1]?.named ?? []];
    const of = beside.find((some) => some.length > 0) ?? [];
    const allowed = new Set(
      of.flatMap(({ key, count, files }) => [String(count), String(files), ...standingIn(key).numbers]),
    );
    if (named.length === 0) allowed.add(String(examples.length));
    const wrong = [...numbers].find((one) => !allowed.has(one));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** The parts of the sentences, each with the findings that it names. The longest key is taken first, and taken out. */
function partsOf(wording: string, examples: KnowledgeExample[]) {
  const byLength = examples.toSorted((a, b) => b.key.length - a.key.length);
  let text = wording;
  const marked: KnowledgeExample[] = [];
  for (const one of byLength) {
    const name = one.key.replace(/^run: /, "");
    const found = new RegExp(`(?<![\\w@/.-])${RegExp.escape(name)}(?![\\w-]|[/.]\\w)`, "gi");
    text = text.replace(found, () => `\u{e000}${String.fromCodePoint(0xf0000 + marked.push(one) - 1)}`);
  }
  return text
    .split(/\.(?!\d)|,(?!\d)|[;:()\n]|\b(?:and|but|while|whereas|or|against)\b/)
    .map((part) => ({
      text: part.replaceAll(/\u{e000}./gu, " "),
      named: [...part.matchAll(/\u{e000}(.)/gu)].flatMap(
        ([, mark = ""]) => marked[(mark.codePointAt(0) ?? 0) - 0xf0000] ?? [],
      ),
    }))
    .filter((part) => part.text.trim() !== "" || part.named.length > 0);
}

const small = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const withDigits = (text: string): string =>
  text.replace(/\b[a-z]+\b/gi, (word) => {
    const index = small.indexOf(word.toLowerCase());
    return index < 0 ? word : String(index + 2);
  });
