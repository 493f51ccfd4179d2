import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { env } from "@/server/env";
import { heldTextsOf, textsAreHeld } from "@/server/search/hold-texts";
import { resolveScope } from "@/server/search/resolve-scope";
import type { SearchScope } from "@/server/search/scope-queries";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, publish, writeGeneration, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const path = "src/same.ts";

let ada: Person;
let id: string;
let fileIds: string[];
beforeEach(async () => {
  ada = await signUp("Ada");
  ({ id, fileIds } = await writeIndex(ada, "held", [
    { path, content: "canary of Ada\nliſt Étude", symbol: "sing" },
    { path: "wide.md", content: "日本語 canary 🐈 ÉTUDE", language: "markdown" },
  ]));
});

const ask = (person: Person, text: string, more = {}) =>
  person.api.search.query({ text, mode: "exact", limit: 50, ...more });

/** Searches once, and waits until the texts are in memory. */
async function warm(person: Person): Promise<void> {
  await ask(person, "canary");
  await textsAreHeld();
  expect(await heldOf(person)).toBeGreaterThan(0);
}

/** The scope in which a search of now looks. */
const scopeOf = ({ organizationId, userId }: Person) =>
  withTenant({ organizationId, userId }, (tx) => {
    const parsed = { text: "", repositoryNames: [], paths: [], languages: [], symbols: [], folders: [] };
    return resolveScope(tx, { organizationId, parsed });
  });

const countOf = (scope: SearchScope): number =>
  heldTextsOf(scope)?.reduce((all, { files }) => all + files.length, 0) ?? 0;
const heldOf = async (person: Person): Promise<number> => countOf(await scopeOf(person));

test("memory answers literals and expressions exactly as the database does", async () => {
  const questions = [
    ...["canary", "CANARY", "étude", "語", "🐈", "y ", "no such", "canary lang:markdown", "canary path:src"],
    ...["sym:sing canary", "can%"],
  ].map((text) => ({ text, regex: false }));
  const expressions = ["can[a]ry", "l.st", "LIST", "[^a-z]", "語|Ada", "É+"].map((text) => ({
    text,
    regex: true,
  }));
  const answers = async () => {
    const all: unknown[] = [];
    for (const { text, regex } of [...questions, ...expressions]) {
      for (const more of [{}, { caseSensitive: true }, { wholeWord: true }]) {
        const { tookMs: _, ...answer } = await ask(ada, text, { regex, ...more });
        all.push({ text, regex, more, answer });
      }
    }
    return all;
  };
  const { SEARCH_MEMORY_MIB } = env;
  env.SEARCH_MEMORY_MIB = 0;
  const fromDatabase = await answers();
  expect(await heldOf(ada)).toBe(0);
  env.SEARCH_MEMORY_MIB = SEARCH_MEMORY_MIB;
  await warm(ada);
  expect(await answers()).toEqual(fromDatabase);
});

test("another organization with the same path finds its own text, and never what is held for the first", async () => {
  await warm(ada);
  const mallory = await signUp("Mallory");
  await writeIndex(mallory, "held", [{ path, content: "canary of Mallory" }]);
  for (const _ of ["from the database", "from memory"]) {
    const { items } = await ask(mallory, "canary");
    expect(items.map((item) => item.content)).toEqual(["canary of Mallory"]);
    expect((await ask(mallory, "canary", { repositoryIds: [id] })).items).toEqual([]);
    expect((await ask(mallory, "can.ry of A", { regex: true })).items).toEqual([]);
    await textsAreHeld();
  }
  expect(await heldOf(mallory)).toBe(1);
});

test("a removed member is refused though all texts are in memory", async () => {
  const former = await joinAs(ada.organizationId, "member");
  await warm(former);
  await withTenant({ organizationId: ada.organizationId, userId: ada.userId }, (tx) =>
    tx.execute(sql`delete from member where user_id = ${former.userId}`),
  );
  for (const regex of [false, true])
    await expect(ask(former, "canary", { regex })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a new generation takes the place of the one in memory with the first search behind it", async () => {
  await warm(ada);
  const files = [{ path, content: "canary again" }];
  await writeGeneration(ada, { repositoryId: id, generation: 2, files, replaces: fileIds });
  expect((await ask(ada, "canary")).total).toBe(2);
  await publish(ada, id, 2);
  for (const _ of ["from the database", "from memory"]) {
    expect((await ask(ada, "canary")).items.map((item) => item.content)).toEqual(["canary again"]);
    await textsAreHeld();
  }
  expect(await heldOf(ada)).toBe(1);
});

test("a deleted repository is found no more, and leaves the memory", async () => {
  await warm(ada);
  const before = await scopeOf(ada);
  await withTenant({ organizationId: ada.organizationId, userId: ada.userId }, (tx) =>
    tx.execute(sql`delete from repository where id = ${id}`),
  );
  for (const regex of [false, true]) expect((await ask(ada, "canary", { regex })).items).toEqual([]);
  // Not even somebody who still had the names would find it here.
  expect(countOf(before)).toBe(0);
});

test("what only one person may see is held for nobody", async () => {
  const bea = await signUp("Bea");
  const { id: repositoryId } = await writeIndex(bea, "diary", [{ path: "a.ts", content: "heron" }]);
  const files = [{ path: "own.ts", content: "heron of Bea", symbol: "secretName" }];
  await writeGeneration(bea, { repositoryId, generation: 2, files, audience: bea.userId });
  await publish(bea, repositoryId, 2);
  await ask(bea, "heron");
  await textsAreHeld();
  const fellow = await joinAs(bea.organizationId, "member");
  expect((await ask(fellow, "heron of")).items.map((item) => item.symbol)).toEqual([null]);
});

test("the pages of an answer that was cut all come from where the first one came from", async () => {
  const bea = await signUp("Bea");
  // The database stops at the first 201 that it meets, memory at the first in the order of paths.
  const backwards = Array.from({ length: 260 }, (_, n) => ({
    path: `f${900 - n}.ts`,
    content: `needle ${n}`,
  }));
  await writeIndex(bea, "many", backwards);
  const pages = async (first: Awaited<ReturnType<typeof ask>>) => {
    const seen = first.items.map((item) => item.path);
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await ask(bea, "needle", { cursor });
      expect(page.isStale).toBe(false);
      seen.push(...page.items.map((item) => item.path));
      cursor = page.nextCursor;
    }
    return seen;
  };
  const { SEARCH_MEMORY_MIB } = env;
  env.SEARCH_MEMORY_MIB = 0;
  const fromDatabase = await pages(await ask(bea, "needle"));
  env.SEARCH_MEMORY_MIB = SEARCH_MEMORY_MIB;
  const first = await ask(bea, "needle");
  await textsAreHeld();
  expect(await pages(first)).toEqual(fromDatabase);
  expect(await pages(await ask(bea, "needle"))).not.toEqual(fromDatabase);
});
