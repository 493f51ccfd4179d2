import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { indexedWords, toTsQuery, toTsVector, words, wordsWithPlaces } from "./words.ts";

test.each([
  ["getUserName", ["get", "user", "name", "getusernam"]],
  ["HTTPServer", ["http", "server", "httpserver"]],
  ["snake_case_name", ["snake", "case", "name", "snakecasenam"]],
  ["$scope", ["scope"]],
  ["kebab-case and a.b.config", ["kebab", "case", "config"]],
  ["utf8", ["utf", "8", "utf8"]],
  ["is the user's x", ["user"]],
  ["running connections", ["run", "connect"]],
  ["café ÉTÉ cafe\u0301", ["café", "été", "café"]],
  ["naïveParser", ["naïve", "parser", "naïveparser"]],
  ["日本語", ["日本", "本語"]],
  ["猫", ["猫"]],
  ["parse日本語", ["pars", "日本", "本語"]],
  ["𠮷野家", ["𠮷野", "野家"]],
  ["a ! ~ \u{1F600}", []],
  ["", []],
])("%s is indexed as %j", (text, tokens) => {
  expect(words(text)).toEqual(tokens);
});

test("a question finds an identifier by its words, and by the words written together", () => {
  const indexed = new Set(words("function loadUserSettings() {}"));
  for (const question of ["loading user settings", "loadusersettings", "load_user_settings"]) {
    expect(words(question).some((token) => indexed.has(token))).toBe(true);
  }
  expect(words("loadusersettings").every((token) => indexed.has(token))).toBe(true);
});

test("a chunk's name counts twice more, its path and scope once more", () => {
  const tokens = indexedWords({ content: "body", symbol: "load", scope: "Store" }, "src/cache.ts");
  expect(tokens).toEqual(["load", "load", "src", "cach", "ts", "store", "bodi"]);
});

test("hashes and encoded pictures are not indexed", () => {
  expect(words(`key ${"Ab1".repeat(100)} end`)).toEqual(["kei", "end"]);
});

test("every word lies where it says, and asking for a text again gives the same words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const found = wordsWithPlaces(text);
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      expect(wordsWithPlaces(text)).toEqual(found);
    }),
  );
});

test("positions and counts stay within what Postgres keeps", () => {
  const literal = toTsVector([
    ...Array.from({ length: 300 }, () => "many"),
    ...Array.from({ length: 17_000 }, (_, n) => `t${n}`),
  ]);
  expect(/'many':([\d,]+)/.exec(literal)?.[1]?.split(",")).toHaveLength(256);
  expect(Math.max(...(literal.match(/(?<=:)\d+/g) ?? []).map(Number))).toBe(16_383);
});

test("Postgres reads back every token, whatever characters it holds", async () => {
  const postgres = new PGlite();
  const tokens = fc.array(
    fc.string({ unit: "grapheme", minLength: 1 }).filter((it) => !it.includes("\0")),
    { minLength: 1 },
  );
  const awkward = ["it's", "back\\slash", "'", "\\", "''\\'", "a:1", "a | b", "a & !b", "日本", "(x)", " "];
  try {
    await fc.assert(
      fc.asyncProperty(tokens, async (list) => {
        const { rows } = await postgres.query<{ lexemes: string[]; matches: boolean }>(
          "select tsvector_to_array($1::tsvector) as lexemes, $1::tsvector @@ $2::tsquery as matches",
          [toTsVector(list), toTsQuery(list.slice(0, 1))],
        );
        expect(new Set(rows[0]?.lexemes)).toEqual(new Set(list));
        expect(rows[0]?.matches).toBe(true);
      }),
      { numRuns: 50, examples: [[awkward], ...awkward.map((it): [string[]] => [[it]])] },
    );
  } finally {
    await postgres.close();
  }
}, 30_000);

test("a question of several words asks for any of them, each once; of none, for nothing", () => {
  expect(toTsQuery(["user", "name", "user"])).toBe("'user' | 'name'");
  expect(toTsQuery([])).toBe("");
  expect(toTsVector([])).toBe("");
});
