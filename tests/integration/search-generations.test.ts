import { beforeAll, expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, publish, writeGeneration, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();
// Opening the database is no part of the first test.
beforeAll(async () => void (await getDatabase()), 60_000);

const modes = ["hybrid", "exact"] as const;

/** Ten files at generation 1; generation 2, not yet published, has them again under other names. */
async function withTwoGenerations() {
  const ada = await signUp();
  const named = (prefix: string) =>
    Array.from({ length: 10 }, (_, n) => ({
      path: `${prefix}${n}.ts`,
      content: `heron ${prefix} stands ${n}`,
    }));
  const { id, fileIds } = await writeIndex(ada, "birds", named("old"));
  await writeGeneration(ada, { repositoryId: id, generation: 2, files: named("new"), replaces: fileIds });
  return { ada, id };
}

const heron = (person: Person, mode: (typeof modes)[number], more = {}) =>
  person.api.search.query({ text: "heron", mode, limit: 3, ...more });
const prefixes = (answer: { items: { path: string }[] }) => [
  ...new Set(answer.items.map((it) => it.path.slice(0, 3))),
];

test.each(
  modes,
)("a %s search sees the old generation until the new one is published, then only that", async (mode) => {
  const { ada, id } = await withTwoGenerations();
  const before = await heron(ada, mode, { limit: 50 });
  expect([prefixes(before), before.total]).toEqual([["old"], 10]);
  await publish(ada, id, 2);
  const after = await heron(ada, mode, { limit: 50 });
  expect([prefixes(after), after.total]).toEqual([["new"], 10]);
});

test.each(modes)("the pages of a %s search hold every result once", async (mode) => {
  const { ada } = await withTwoGenerations();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await heron(ada, mode, cursor === undefined ? {} : { cursor });
    expect(answer.isStale).toBe(false);
    found.push(...answer.items.map((item) => item.id));
    cursor = answer.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(found).size).toBe(10);
  expect(found).toEqual((await heron(ada, mode, { limit: 50 })).items.map((item) => item.id));
});

test.each(modes)("a page of a %s search asked for after a publish starts over, and says so", async (mode) => {
  const { ada, id } = await withTwoGenerations();
  const { nextCursor } = await heron(ada, mode);
  await publish(ada, id, 2);
  const answer = await heron(ada, mode, { cursor: nextCursor });
  expect(answer.isStale).toBe(true);
  const { tookMs: _, isStale: __, ...fresh } = await heron(ada, mode);
  expect(answer).toMatchObject(fresh);
});

test("a page marker of another question starts over", async () => {
  const { ada } = await withTwoGenerations();
  const { nextCursor } = await heron(ada, "hybrid");
  const cursor = nextCursor ?? "";
  expect(await ada.api.search.query({ text: "stands", limit: 3, cursor })).toMatchObject({ isStale: true });
  expect(await heron(ada, "exact", { cursor })).toMatchObject({ isStale: true });
});

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test.each([
  "x",
  "\0",
  "../../etc/passwd",
  "a".repeat(401),
  forged(null),
  forged([]),
  forged({ index: "a", query: "b", rank: -1 }),
  forged({ index: "a", query: "b", rank: 201 }),
  forged({ index: "a", query: "b", rank: 1.5 }),
  forged({ index: { $ne: 1 }, query: "b", rank: 1 }),
  forged({ index: "a", query: "b", rank: "1; drop table file" }),
])("the forged page marker %j is refused", async (cursor) => {
  const ada = await signUp();
  await expect(ada.api.search.query({ text: "heron", cursor })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test.each(modes)("a %s search takes any text for what it is", async (mode) => {
  const ada = await signUp();
  const texts = [
    ...[
      "'",
      "''",
      '"',
      "\\",
      "\\'",
      "%",
      "_",
      "%_%",
      "a' | 'b",
      "!a & (b | c:*)",
      "<->",
      ":*",
      "$1",
      "--",
      "/*",
    ],
    ...[
      "\u{1F600}",
      "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}",
      "日本語",
      "\ud800",
      "e\u0301",
      "\u202e",
      "{a,b}",
      "NULL",
      "'; drop table file; --",
    ],
    "x".repeat(1_000),
    "a b ".repeat(250),
    "É'\\".repeat(333),
  ];
  await writeIndex(
    ada,
    "texts",
    texts.map((content, n) => ({ path: `${n}.txt`, content: `[${content}]` })),
  );
  for (const text of texts) {
    const { items } = await ada.api.search.query({ text, mode, limit: 50 });
    // A lone surrogate cannot be stored, and comes back as the replacement character.
    if (mode === "exact" && text !== "\ud800") {
      expect(items.map((item) => item.path)).toContain(`${texts.indexOf(text)}.txt`);
    }
  }
});

test.each([
  [{ text: "a\0b" }, /NUL/],
  [{ text: "a", path: "\0" }, /NUL/],
  [{ text: "a", repositoryIds: ["\0"] }, /NUL/],
  [{ text: "   " }, /Write what to look for/],
  [{ text: "x".repeat(1_001) }, /at most 1,000 characters/],
  [{ text: "a", limit: 51 }, /50/],
])("%j is refused with a message that helps", async (input, message) => {
  const ada = await signUp();
  const refused = ada.api.search.query(input);
  await expect(refused).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(refused).rejects.toThrow(message);
});

test("a path filter of nothing but wildcards answers", async () => {
  const ada = await signUp();
  await writeIndex(ada, "deep", [{ path: `${"a/".repeat(200)}b.ts`, content: "heron" }]);
  for (const path of ["*a".repeat(400), "**/".repeat(300), "?".repeat(900), "[(+^$.{2}\\"]) {
    expect(await ada.api.search.query({ text: "heron", path })).toMatchObject({ items: [] });
  }
});
