import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { EmbeddingError } from "@/server/ai/embedding-error";
import { listWordCandidates } from "@/server/search/queries";
import { resolveScope } from "@/server/search/resolve-scope";
import { type Person, signUp } from "@/tests/support/sign-up";
import {
  installFakeEmbedder,
  publish,
  writeGeneration,
  writeIndex,
  writeRepository,
} from "@/tests/support/write-index";

const model = installFakeEmbedder();

let ada: Person;
let zooId: string;
beforeAll(async () => {
  ada = await signUp();
  ({ id: zooId } = await writeIndex(ada, "zoo", [
    { path: "src/animals/cat.ts", content: "cat purrs on the sofa", symbol: "petCat" },
    { path: "src/animals/dog.ts", content: "dog barks at 100%_of \\ strangers", symbol: "walkDog" },
    { path: "docs/car.md", content: "car rolls down a hill\n\nÉtude in ÄRGER minor", language: "markdown" },
    { path: "bin/big.js", content: "", skippedReason: "too large" },
  ]));
  await writeIndex(ada, "My garage", [
    { path: "engine.py", content: "def start():\n  ignite(sparkPlug)\n  return 1", language: "py" },
  ]);
});

const paths = (answer: { items: { path: string }[] }) => answer.items.map((item) => item.path);
const search = (input: Parameters<Person["api"]["search"]["query"]>[0]) => ada.api.search.query(input);

describe("hybrid search", () => {
  test("what no word of the question names is found by its meaning", async () => {
    const { items } = await search({ text: "feline" });
    expect(items[0]).toMatchObject({ path: "src/animals/cat.ts", symbol: "petCat", repositoryName: "zoo" });
    expect(items[0]?.scores).toMatchObject({ vector: 1, words: null });
  });

  test("what is found by words says so, with its lines and the marked words", async () => {
    const { items } = await search({ text: "ignite spark" });
    const [best] = items;
    expect(best).toMatchObject({ path: "engine.py", startLine: 1, endLine: 3, language: "py", hitCount: 2 });
    expect(best?.hits.map((hit) => best.content.slice(hit.start, hit.end))).toEqual(["ignite", "spark"]);
    expect(best?.scores?.words).toBe(1);
  });

  test("without its model a search answers by words, and says why", async () => {
    model.failWith(new EmbeddingError("unreachable", "The embedding server is away."));
    try {
      const { items, notes } = await search({ text: "ignite" });
      expect(items.map((item) => item.scores?.vector)).toEqual([null]);
      expect(notes).toEqual(["Found by words alone. The embedding server is away."]);
    } finally {
      model.failWith(undefined);
    }
  });

  test("vectors of another model are not compared with the question", async () => {
    const bea = await signUp();
    const repositoryId = await writeRepository(bea, "old");
    const files = [{ path: "cat.ts", content: "cat purrs" }];
    await writeGeneration(bea, { repositoryId, generation: 1, files, model: "another;1" });
    await publish(bea, repositoryId, 1);
    expect(await bea.api.search.query({ text: "feline" })).toMatchObject({ items: [] });
    expect((await bea.api.search.query({ text: "cat" })).items[0]?.scores).toMatchObject({
      vector: null,
      words: 1,
    });
  });

  test("the model is not asked where nothing is indexed", async () => {
    const bea = await signUp();
    const before = model.asked.length;
    expect(await bea.api.search.query({ text: "feline" })).toMatchObject({
      items: [],
      total: 0,
      nextCursor: null,
    });
    expect(model.asked).toHaveLength(before);
  });

  test("a passage that stands in several files to the letter appears once, with their number", async () => {
    const bea = await signUp();
    const content = "licence of the project";
    await writeIndex(
      bea,
      "copies",
      ["a", "b", "c"].map((path) => ({ path, content })),
    );
    const { items, total } = await bea.api.search.query({ text: "licence" });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ copies: 2 });
    expect(total).toBe(1);
  });
});

test("the count of a word in a chunk is the true one, up to 60", async () => {
  const bea = await signUp();
  const counts = [1, 2, 3, 10, 31, 60];
  const content = counts.map((n) => `owl${n} ${"hoot ".repeat(n)}`).join("\n\n");
  await writeIndex(bea, "owls", [{ path: "x", content }]);
  const { organizationId, userId } = bea;
  await withTenant({ organizationId, userId }, async (tx) => {
    const parsed = { text: "", repositoryNames: [], paths: [], languages: [], symbols: [], folders: [] };
    const scope = await resolveScope(tx, { organizationId, parsed });
    const found = await listWordCandidates(tx, scope, {
      terms: ["'hoot'", "'none'"],
      weights: [1, 0],
      limit: 10,
    });
    expect(found.map((one) => one.frequencies).sort(([a = 0], [b = 0]) => a - b)).toEqual(
      counts.map((n) => [n, 0]),
    );
  });
});

describe("exact search", () => {
  const exact = (text: string, more = {}) => search({ text, mode: "exact", ...more });

  test("a literal is found with its line, however the filters stand around it", async () => {
    const { items } = await exact("lang:py ignite(spark");
    expect(items).toMatchObject([{ path: "engine.py", hitCount: 1, scores: null }]);
    const [item] = items;
    expect(item?.content.slice(item.hits[0]?.start, item.hits[0]?.end)).toBe("ignite(spark");
    expect(item?.startLine).toBe(1);
  });

  test("letter case and whole words count when asked for", async () => {
    expect(paths(await exact("SPARK"))).toEqual(["engine.py"]);
    expect(paths(await exact("SPARK", { caseSensitive: true }))).toEqual([]);
    expect(paths(await exact("spark", { wholeWord: true }))).toEqual([]);
    expect(paths(await exact("sparkPlug", { wholeWord: true, caseSensitive: true }))).toEqual(["engine.py"]);
  });

  test("letters beside ASCII are found in either case", async () => {
    expect(paths(await exact("étude in ärger"))).toEqual(["docs/car.md"]);
    expect(paths(await exact("ärger", { caseSensitive: true }))).toEqual([]);
  });

  test("%, _ and the backslash mean themselves", async () => {
    expect(paths(await exact("100%_of \\ str"))).toEqual(["src/animals/dog.ts"]);
    expect(paths(await exact("1_0%"))).toEqual([]);
    expect(paths(await exact("c%r"))).toEqual([]);
  });

  test("a literal too short for the index, or without letters, is found all the same", async () => {
    expect(paths(await exact("):"))).toEqual(["engine.py"]);
    expect(paths(await exact("É"))).toEqual(["docs/car.md"]);
    expect(paths(await exact("o"))).toEqual(["docs/car.md", "src/animals/cat.ts", "src/animals/dog.ts"]);
  });

  test("such a literal reads a bounded number of bytes, and says when there was more", async () => {
    const { organizationId, userId } = ada;
    await withTenant({ organizationId, userId }, async (tx) => {
      const look = async (bytes: number) => {
        const call = sql`select * from search_literal('%o%', null, false, array[${zooId}], '{1}', null, null, 10, ${bytes}::bigint)`;
        return ((await tx.execute(call)) as unknown as { rows: unknown[] }).rows[0];
      };
      expect(await look(1_000)).toMatchObject({
        is_cut: false,
        file_ids: expect.objectContaining({ length: 3 }),
      });
      // Room for docs/car.md and no more.
      expect(await look(50)).toMatchObject({
        is_cut: true,
        file_ids: expect.objectContaining({ length: 1 }),
      });
    });
  });

  test("more files than 200 are cut, and the answer says so", async () => {
    const bea = await signUp();
    const files = Array.from({ length: 205 }, (_, n) => ({
      path: `f${String(n).padStart(3, "0")}.ts`,
      content: `needle ${n}`,
    }));
    await writeIndex(bea, "many", files);
    const { total, isCut, items, notes } = await bea.api.search.query({
      text: "needle",
      mode: "exact",
      limit: 50,
    });
    expect([total, isCut, items.length]).toEqual([200, true, 50]);
    expect(notes.join()).toMatch(/more than was looked at/);
    expect((await bea.api.search.query({ text: "needle 20", mode: "exact" })).isCut).toBe(false);
  });
});

describe("filters", () => {
  test("repository, path and language narrow a search, in the text or beside it", async () => {
    expect(paths(await search({ text: "feline repo:zoo path:src/animals/*" })).sort()).toEqual([
      "src/animals/cat.ts",
      "src/animals/dog.ts",
    ]);
    expect(paths(await search({ text: 'car repo:"my garage"' }))).toEqual(["engine.py"]);
    expect(paths(await search({ text: "car lang:python" }))).toEqual(["engine.py"]);
    expect(
      paths(await search({ text: "car", language: "Markdown", path: "docs/" })).every(
        (it) => it === "docs/car.md",
      ),
    ).toBe(true);
    expect(paths(await search({ text: "start", repositoryIds: [zooId] }))).not.toContain("engine.py");
    expect(
      paths(await search({ text: "a", mode: "exact", repositoryIds: [zooId], path: "**/*.ts" })),
    ).toEqual(["src/animals/cat.ts", "src/animals/dog.ts"]);
  });

  test.each([
    [{ text: "cat repo:nowhere" }, /No repository here is called “nowhere”/],
    [{ text: "cat path:none/**" }, /No file here has a path like “none\/\*\*”/],
    [{ text: "cat path:bin/" }, /No file here has a path/],
    [{ text: "cat lang:klingon" }, /No language is called “klingon”/],
    [{ text: "cat", repositoryIds: ["gone"] }, /chosen repository is gone/],
    [{ text: "lang:ts" }, /Add what to look for/],
  ])("%j finds nothing, and the answer says why", async (input, note) => {
    const answer = await search(input);
    expect(answer.items).toEqual([]);
    expect(answer.notes.join(" ")).toMatch(note);
  });

  test("a filter that leaves one chunk in a hundred still gives a full list from both legs", async () => {
    const bea = await signUp();
    const content = (n: number) => `common word number${n} and cat${n % 7}`;
    await writeIndex(
      bea,
      "haystack",
      Array.from({ length: 2_400 }, (_, n) => ({ path: `h/${n}.ts`, content: content(n) })),
    );
    const needles = Array.from({ length: 24 }, (_, n) => ({
      path: `n/${n}.py`,
      content: content(n),
      language: "py",
    }));
    await writeIndex(bea, "needles", needles);
    for (const filter of ["repo:needles", "lang:py", "path:n/*"]) {
      const { items } = await bea.api.search.query({ text: `common number7000 ${filter}`, limit: 50 });
      expect(items).toHaveLength(24);
      expect(items.every((item) => item.scores?.vector !== null && item.scores?.words !== null)).toBe(true);
    }
  });
});
