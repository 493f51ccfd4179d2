import { beforeAll, expect, test } from "vitest";
import { readModelFile } from "./model-files.ts";
import { sampleFunctions } from "./sample-functions.ts";
import { createTokenizer, type Tokenize } from "./tokenize.ts";

const [CLS, SEP, UNK] = [101, 102, 100];
let tokenize: Tokenize;
let vocabulary: Map<string, number>;

beforeAll(async () => {
  const json = new TextDecoder().decode(await readModelFile("tokenizer", undefined));
  tokenize = createTokenizer(json);
  vocabulary = new Map(Object.entries(JSON.parse(json).model.vocab));
});

test("the ids are BERT's", () => {
  expect(tokenize("hello world", 128)).toEqual([CLS, 7592, 2088, SEP]);
  expect(tokenize("", 128)).toEqual([CLS, SEP]);
});

test("it agrees with a plain reading of the WordPiece rules on real code and on odd text", () => {
  const odd = [
    "Crème brûlée, naïve façade; İstanbul ÅNGSTRÖM",
    "东京 and 漢字かな交じり文, 한국어",
    "zero\u200bwidth soft\u00adhyphen nbsp\u00a0here\ttab\r\nnewline\u0000nul",
    "emoji 🎉🎉 ok — “quotes” … €5",
    `a ${"x".repeat(101)} b ${"y".repeat(100)} c`,
  ];
  for (const text of [...sampleFunctions(200), ...odd]) {
    expect(tokenize(text, 100_000)).toEqual(readPlainly(text));
  }
});

test("a text cut before it is tokenized has the same ids as one cut after", () => {
  const texts = sampleFunctions(60);
  const endless = [texts.join("\n"), `${" ".repeat(20_000)}found ${"deep ".repeat(300)}`, "a".repeat(30_000)];
  // The first look ends inside the run of x, which is one unknown word only when seen whole.
  const split = `${"word           ".repeat(98)}${"x".repeat(1_000)} end`;
  for (const text of [...texts, ...endless, split]) {
    const all = readPlainly(text);
    const wanted = all.length <= 128 ? all : [...all.slice(0, 127), SEP];
    expect(tokenize(text, 128)).toEqual(wanted);
  }
});

test("a document that spells a control token does not get one", () => {
  const ids = tokenize("[SEP] [CLS] [MASK] [PAD]", 128);
  expect(ids.filter((id) => id === CLS || id === SEP || id === 103 || id === 0)).toEqual([CLS, SEP]);
});

test("megabytes of anything take no longer than a moment", () => {
  const started = performance.now();
  for (const unit of [" ", "a", "a ", "é", "(", "漢", "\u0301", "\n\n\t"])
    tokenize(unit.repeat(2_000_000), 128);
  expect(performance.now() - started).toBeLessThan(2_000);
});

/** The rules again, written to be seen to be right: clean, strip accents, split, take the longest known piece. */
function readPlainly(text: string): number[] {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu, (c) => ("\t\n\r".includes(c) ? " " : ""))
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[\p{P}$+<=>^`|~\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu, " $& ");
  const words = clean.split(/\s+/u).filter(Boolean);
  return [CLS, ...words.flatMap(wordPieces), SEP];
}

function wordPieces(word: string): number[] {
  const letters = [...word];
  if (letters.length > 100) return [UNK];
  const ids: number[] = [];
  for (let start = 0; start < letters.length; ) {
    let end = letters.length;
    const piece = () => (start > 0 ? "##" : "") + letters.slice(start, end).join("");
    while (end > start && !vocabulary.has(piece())) end--;
    if (end === start) return [UNK];
    ids.push(vocabulary.get(piece()) ?? UNK);
    start = end;
  }
  return ids;
}
