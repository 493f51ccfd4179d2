import { expect, test } from "vitest";
import { languageRows } from "../../server/indexing/language-table";
import { highlight, type TokenLine } from "./highlight";
import { grammarFor } from "./languages";

async function coloured(lines: string[], language: string | null): Promise<TokenLine[]> {
  const all: TokenLine[] = [];
  await highlight(lines, language, (slice) => all.push(...slice), new AbortController().signal);
  return all;
}

test("what was opened in one slice stays open in the next", async () => {
  const lines = ["/* begins", ...Array.from({ length: 150 }, () => "const a = 1;"), "ends */ const b = 2;"];
  const tokens = await coloured(lines, "ts");
  expect(tokens[140]).toEqual([{ text: "const a = 1;", kind: "comment" }]);
  expect(tokens.at(-1)).toContainEqual({ text: "const", kind: "keyword" });
});

test("the tokens of a line are that line, whatever stands in it", async () => {
  const lines = ["const s = `a \u{1F600}`;", "", "\t// ünïcode", `const long = "${"x".repeat(3_000)}";`];
  const tokens = await coloured(lines, "ts");
  expect(tokens.map((line) => line.map(({ text }) => text).join(""))).toEqual(lines);
});

test("a language nobody has a grammar for stays plain", async () => {
  expect(await coloured(["a"], "cobol-75")).toEqual([]);
  expect(await coloured(["a"], "constructor")).toEqual([]);
  expect(await coloured(["a"], null)).toEqual([]);
});

test("every grammar loads, and belongs to a language of ours", async () => {
  const ids = languageRows.map(({ id }) => id).filter((id) => grammarFor(id));
  expect(ids.length).toBeGreaterThan(90);
  for (const id of ids) await expect(coloured(["x"], id), id).resolves.toHaveLength(1);
}, 60_000);
