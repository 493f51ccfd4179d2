import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { asOwner } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const policy = `import { backoff } from "./backoff";

export interface Policy {
  maxAttempts: number;
}

/** Decides when it is tried again. */
export class Delivery {
  nextAttempt(policy: Policy) {
    const wait = () => backoff(1);
    return wait();
  }
}
const LIMIT = 3;
const LIMIT_OF_DAY = 4;
`;
const backoffs = `export function backoff(attempt: number) {
  return attempt;
}
export function computeBackoffDelay() {
  return backoff(2);
}
`;

let ada: Person;
let mainId: string;
let change: ReturnType<typeof makeFolder>["change"];
beforeAll(async () => {
  await getDatabase();
  ada = await signUp("Ada");
  const folder = makeFolder("symbols", {
    "src/policy.ts": policy,
    "src/backoff.ts": backoffs,
    "src/other.py": "def backoff():\n    return 1\n",
    "README.md": "# backoff\n",
  });
  change = folder.change;
  ({ id: mainId } = await ada.api.repository.createFromFolder({ name: "main", path: folder.root }));
  await indexed(ada, mainId);
  const second = makeFolder("second", {
    "lib/backoff.ts": "export const backoff = 1;\nexport const Backoff = 2;\n",
  });
  const { id } = await ada.api.repository.createFromFolder({ name: "second", path: second.root });
  await indexed(ada, id);
}, 120_000);

const search = async (text: string, mode: "hybrid" | "exact" = "hybrid") =>
  ada.api.search.query({ text, mode, limit: 50 });
const named = (answer: { items: { path: string; startLine: number; symbol: string | null }[] }) =>
  answer.items.map(({ path, startLine, symbol }) => `${path}:${startLine} ${symbol}`);

describe("sym:", () => {
  test("finds declarations: whole names first, then beginnings, then later words", async () => {
    const { items, total, notes } = await search("sym:backoff");
    expect(named({ items })).toEqual([
      "src/backoff.ts:1 backoff",
      "src/other.py:1 backoff",
      "lib/backoff.ts:1 backoff",
      "lib/backoff.ts:2 Backoff",
      "src/backoff.ts:4 computeBackoffDelay",
    ]);
    expect(total).toBe(5);
    expect(notes).toEqual([]);
    const [first] = items;
    expect(first).toMatchObject({ declares: "function", startLine: 1, endLine: 3, scores: null });
    expect(first?.content.slice(first.hits[0]?.start, first.hits[0]?.end)).toBe("backoff");
  });

  test("finds what is nested and what is small, in any case and by parts", async () => {
    expect(named(await search("sym:wait"))).toEqual(["src/policy.ts:10 wait"]);
    expect(named(await search("sym:NEXTattempt"))).toEqual(["src/policy.ts:9 nextAttempt"]);
    expect(named(await search("sym:attempt"))).toContain("src/policy.ts:9 nextAttempt");
    expect(named(await search("sym:limitOf"))).toEqual(["src/policy.ts:15 LIMIT_OF_DAY"]);
    expect(named(await search("sym:limit"))).toEqual([
      "src/policy.ts:14 LIMIT",
      "src/policy.ts:15 LIMIT_OF_DAY",
    ]);
    expect(named(await search("sym:maxAttempts", "exact"))).toEqual(["src/policy.ts:4 maxAttempts"]);
  });

  test("understands the scope of a name, and the other filters", async () => {
    expect(named(await search("sym:Delivery.nextAttempt"))).toEqual(["src/policy.ts:9 nextAttempt"]);
    expect(named(await search("sym:Policy.nextAttempt"))).toEqual([]);
    expect(named(await search("sym:backoff lang:py"))).toEqual(["src/other.py:1 backoff"]);
    expect(named(await search("sym:backoff repo:second path:lib"))).toHaveLength(2);
    expect(named(await search("sym:wait sym:limit"))).toHaveLength(3);
  });

  test("says so where nothing is declared", async () => {
    expect(await search("sym:nowhere")).toMatchObject({
      items: [],
      notes: ["Nothing that is declared here has a name like the one behind sym:."],
    });
    expect((await search("sym:% retry")).items).toEqual([]);
  });

  test("beside a text leaves what stands in such declarations", async () => {
    const all = named(await search("backoff"));
    expect(all.length).toBeGreaterThan(3);
    expect(named(await search("backoff sym:computeBackoffDelay"))).toEqual([
      "src/backoff.ts:4 computeBackoffDelay",
    ]);
    const exact = await search("backoff sym:computeBackoffDelay", "exact");
    expect(exact.items).toMatchObject([{ path: "src/backoff.ts", hitCount: 2 }]);
    const expression = { text: "back.ff sym:computeBackoffDelay", mode: "exact", regex: true } as const;
    expect((await ada.api.search.query(expression)).items).toMatchObject([{ hitCount: 2 }]);
    expect((await ada.api.search.query({ ...expression, caseSensitive: true })).items).toMatchObject([
      { hitCount: 1 },
    ]);
  });

  test("of a stranger never finds another organization's names", async () => {
    const mallory = await signUp("Mallory");
    const declares = [{ name: "backoff", kind: "function", scope: null, startLine: 1, endLine: 1 }];
    await writeIndex(mallory, "own", [{ path: "own.ts", content: "function backoff() {}", declares }]);
    const { items } = await mallory.api.search.query({ text: "sym:backoff" });
    expect(items.map(({ path }) => path)).toEqual(["own.ts"]);
    const definitions = await mallory.api.search.definitions({ name: "backoff" });
    expect(definitions.items.map(({ path }) => path)).toEqual(["own.ts"]);
    expect(await mallory.api.search.definitions({ name: "computeBackoffDelay" })).toMatchObject({
      items: [],
    });
  });
});

describe("going to a definition", () => {
  const places = (answer: { items: { path: string; startLine: number }[] }) =>
    answer.items.map(({ path, startLine }) => `${path}:${startLine}`);

  test("lists the file's own first, then the repository's, then the others, each as written", async () => {
    const from = { repositoryId: mainId, path: "src/other.py" };
    expect(places(await ada.api.search.definitions({ name: "backoff", from }))).toEqual([
      "src/other.py:1",
      "src/backoff.ts:1",
      "lib/backoff.ts:1",
    ]);
    const elsewhere = { repositoryId: mainId, path: "src/policy.ts" };
    expect(places(await ada.api.search.definitions({ name: "backoff", from: elsewhere }))).toEqual([
      "src/backoff.ts:1",
      "src/other.py:1",
      "lib/backoff.ts:1",
    ]);
    expect(places(await ada.api.search.definitions({ name: "Backoff", from }))).toEqual(["lib/backoff.ts:2"]);
  });

  test("finds another case only if nothing is written like that", async () => {
    expect(places(await ada.api.search.definitions({ name: "NEXTATTEMPT" }))).toEqual(["src/policy.ts:9"]);
    expect(await ada.api.search.definitions({ name: "nowhere" })).toEqual({ items: [], isCut: false });
  });

  test("refuses what is no name, in words", async () => {
    await expect(ada.api.search.definitions({ name: " " })).rejects.toThrow("Write the name of something.");
    await expect(ada.api.search.definitions({ name: "x".repeat(121) })).rejects.toThrow("120 characters");
  });
});

test("names follow the published generation, and files of before there were names get theirs", async () => {
  change({ "src/backoff.ts": "export function jitter() {}\n" });
  await ada.api.repository.index({ id: mainId });
  await indexed(ada, mainId);
  expect(named(await search("sym:computeBackoffDelay"))).toEqual([]);
  expect(named(await search("sym:jitter"))).toEqual(["src/backoff.ts:1 jitter"]);
  const { items } = await ada.api.search.definitions({ name: "backoff" });
  expect(items.map(({ path }) => path)).toEqual(["src/other.py", "lib/backoff.ts"]);

  await asOwner((tx) =>
    tx.execute(sql`with gone as (delete from file_symbol where organization_id = ${ada.organizationId})
      update file set has_symbols = false where organization_id = ${ada.organizationId}`),
  );
  expect(named(await search("sym:jitter"))).toEqual([]);
  await ada.api.repository.index({ id: mainId });
  const again = await indexed(ada, mainId);
  expect(again.run).toMatchObject({ filesIndexed: 4, filesUnchanged: 0, embeddings: 0 });
  expect(named(await search("sym:jitter"))).toEqual(["src/backoff.ts:1 jitter"]);
  await ada.api.repository.index({ id: mainId });
  expect((await indexed(ada, mainId)).run).toMatchObject({ filesIndexed: 0, filesUnchanged: 4 });
}, 60_000);
