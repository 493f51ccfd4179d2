import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeExpressionThreads, evaluateExpression } from "@/server/search/evaluate-expression";
import { literalSpans } from "@/server/search/highlight";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const files = [
  { path: "src/cat.ts", content: "export function petCat(name: string) {\n  return name + ' purrs';\n}" },
  { path: "src/dog.ts", content: "export class Dog {\r\n  bark() {}\r\n}\r\nconst old = new Dog();" },
  { path: "src/list.py", content: "def list_tasks(self):\n    return self.tasks", language: "py" },
  { path: "docs/odd.md", content: "a liſt of 3\u212A taſks\n\n🐈‍⬛ ÉTUDE und straße", language: "markdown" },
  { path: "docs/plain.md", content: "nothing to see\n\nhere", language: "markdown" },
  { path: "bin/big.js", content: "list", skippedReason: "too large" },
];

let ada: Person;
beforeAll(async () => {
  ada = await signUp("Ada");
  await writeIndex(ada, "zoo", files);
});
afterAll(closeExpressionThreads);

type Input = Parameters<Person["api"]["search"]["query"]>[0];
const search = (text: string, more: Partial<Input> = {}) =>
  ada.api.search.query({ text, mode: "exact", regex: true, limit: 50, ...more });
const paths = (answer: { items: { path: string }[] }) => answer.items.map((item) => item.path);

describe("what an expression finds", () => {
  test("is given with its lines and marked hits", async () => {
    const { items } = await search("function\\s+(\\w+)\\(");
    expect(items).toMatchObject([{ path: "src/cat.ts", startLine: 1, hitCount: 1, symbol: null }]);
    const [hit] = items[0]?.hits ?? [];
    expect(items[0]?.content.slice(hit?.start, hit?.end)).toBe("function petCat(");
  });

  // Whatever the shape of the expression and however its candidates are chosen, the plain scan is the measure.
  test.each([
    "list",
    "LIST",
    "li[sx]t",
    "task|bark",
    "(petCat|Dog)\\b",
    "^\\s*return",
    "\\}$",
    "new Dog\\(\\);$",
    "[A-Z]\\w+",
    "a.t",
    "k",
    "3k",
    "liſt",
    "\\p{Lu}{3}",
    "étude",
    "ß",
    "(?=.*purrs)return",
    "(?<!pet)cat",
    "x*",
    "purr+s?",
    "ba(r)k",
    "(a|)tasks",
    "(?:self\\.){1,2}tasks",
    "🐈",
    "[^\\x00-\\x7f]",
    "\\bself\\b",
    "(foo|).*see",
    "e{2}",
    "\\u0073ee",
    "nothing to see\\s+here",
    "[l]ist",
    "(?i:LIST)",
    "(li)st",
    "(ta)(sk)s",
    "no such thing",
  ])("/%s/ is what the plain scan over all files finds", async (source) => {
    for (const caseSensitive of [false, true]) {
      for (const wholeWord of [false, true]) {
        const expression = new RegExp(source, caseSensitive ? "gmu" : "gmiu");
        const expected = files.flatMap(({ path, content, skippedReason }) => {
          if (skippedReason !== undefined) return [];
          const hits = [...content.matchAll(expression)]
            .map((match) => match[0])
            .filter((text) => text !== "");
          return hits.length > 0 ? [{ path, hitCount: hits.length }] : [];
        });
        const { items, isCut } = await search(source, { caseSensitive, wholeWord });
        expect(isCut).toBe(false);
        const found = items.map(({ path, hitCount }) => ({ path, hitCount }));
        const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
        if (!wholeWord) expect(found.sort(byPath)).toEqual(expected.sort(byPath));
        else for (const { path } of found) expect(expected.map((one) => one.path)).toContain(path);
      }
    }
  });

  test("as whole words is what the literal search finds", async () => {
    for (const word of ["list", "Dog", "self", "cat", "bark", "TASKS"]) {
      const { items } = await search(word, { wholeWord: true });
      const options = { caseSensitive: false, wholeWord: true };
      const expected = files.filter(
        ({ content, skippedReason }) =>
          skippedReason === undefined && literalSpans(content, word, options).length > 0,
      );
      expect(paths({ items }).sort()).toEqual(expected.map(({ path }) => path).sort());
    }
  });

  test("stays inside the filters, in the text and beside it", async () => {
    expect(paths(await search("return lang:py"))).toEqual(["src/list.py"]);
    expect(paths(await search("return", { path: "*.ts" }))).toEqual([]);
    expect(paths(await search("return", { path: "**/*.ts" }))).toEqual(["src/cat.ts"]);
    expect((await search("return repo:none")).notes).toEqual(["No repository here is called “none”."]);
  });

  test("comes in pages that follow each other", async () => {
    const first = await search("[a-z]{4}", { limit: 2 });
    const second = await search("[a-z]{4}", { limit: 50, cursor: first.nextCursor ?? "" });
    expect(second.isStale).toBe(false);
    expect([...paths(first), ...paths(second)]).toEqual(paths(await search("[a-z]{4}")));
    expect(first.total).toBe(second.items.length + 2);
  });
});

describe("an expression that is none", () => {
  test.each([
    ["petCat(", 6, /unterminated group/],
    ["repo:zoo  a(b lang:ts", 11, /unterminated group/],
    ["a(b)(c\\)[)]d", 4, /unterminated group/],
    ["a[b(", 1, /unterminated character class/],
    ["[z-a]", 3, /range out of order/],
    ["a\\-b", 1, /invalid escape/],
    ["*a", 0, /nothing to repeat/],
  ])("%s is refused with the place of what is wrong", async (source, position, message) => {
    const failure = await search(source).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "BAD_REQUEST", message: expect.stringMatching(message) });
    expect(failure).toHaveProperty("cause.position", position);
  });

  test("is only refused where expressions are asked for", async () => {
    expect(paths(await search("petCat(", { regex: false }))).toEqual(["src/cat.ts"]);
  });
});

describe("a runaway expression", () => {
  let bea: Person;
  beforeAll(async () => {
    bea = await signUp("Bea");
    await writeIndex(bea, "trap", [
      { path: "a.ts", content: "aaa is found first" },
      { path: "b.ts", content: `${"a".repeat(5_000)}!` },
      { path: "c.ts", content: "aaa is never reached" },
    ]);
  });

  test("is ended after two seconds, keeps what was found, and holds nobody up", async () => {
    const startedMs = performance.now();
    const runaway = bea.api.search.query({ text: "(a+)+ is|(a+)+$", mode: "exact", regex: true });
    const waits: number[] = [];
    let isOver = false;
    void runaway.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const beforeMs = performance.now();
      expect(paths(await search("petCat"))).toEqual(["src/cat.ts"]);
      expect(await bea.api.repository.list({})).toMatchObject({ items: [{ name: "trap" }] });
      waits.push(performance.now() - beforeMs);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { items, notes, isCut } = await runaway;
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    expect(paths({ items })).toEqual(["a.ts"]);
    expect(notes.join()).toMatch(/took too long and was ended after 2 seconds: 1 of 3 files/);
    expect(isCut).toBe(true);
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(1_000);
    // The next one has a thread again.
    const next = await bea.api.search.query({ text: "aaa\\sis", mode: "exact", regex: true });
    expect(paths(next)).toEqual(["a.ts", "c.ts"]);
  }, 15_000);

  test("of one organization leaves the others their turn", async () => {
    const runaways = Array.from({ length: 3 }, () =>
      bea.api.search.query({ text: "(a+)+$", mode: "exact", regex: true, path: "b.ts" }),
    );
    const startedMs = performance.now();
    expect(paths(await search("petCat"))).toEqual(["src/cat.ts"]);
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    for (const { items } of await Promise.all(runaways)) expect(items).toEqual([]);
  }, 20_000);

  test("that nobody waits for any more is ended at once", async () => {
    const leaving = new AbortController();
    async function* batches() {
      yield { ids: ["b"], texts: [`${"a".repeat(5_000)}!`] };
    }
    const job = { organizationId: "left", source: "(a+)+$", flags: "gmu", batches: batches(), enough: 9 };
    const startedMs = performance.now();
    setTimeout(() => leaving.abort(), 200);
    await expect(evaluateExpression(job, leaving.signal)).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

test("a stranger's expression never shows another organization's code", async () => {
  const mallory = await signUp("Mallory");
  await writeIndex(mallory, "own", [{ path: "own.ts", content: "petCat of my own" }]);
  const ask = (text: string) => mallory.api.search.query({ text, mode: "exact", regex: true });
  expect(paths(await ask("pet.at"))).toEqual(["own.ts"]);
  expect(paths(await ask("."))).toEqual(["own.ts"]);
});
