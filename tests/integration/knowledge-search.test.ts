import { eq, sql } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { knowledgeBase } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { countChunks } from "@/server/embedding/missing-chunks";
import { indexEntries } from "@/server/knowledge/index-entries";
import { rowsOf } from "@/server/search/scope-queries";
import { indexWaiting } from "@/tests/support/documents";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

const model = installFakeEmbedder();
const modes = ["hybrid", "exact"] as const;
const never = new AbortController().signal;

/** An organization with a file, a document and an entry that all speak of the walrus; the entry is not embedded yet. */
async function withWalrus() {
  const ada = await signUp("Ada");
  const { id: repositoryId } = await writeIndex(ada, "zoo", [
    { path: "walrus.ts", content: "export function feedWalrus() {\n  return 'herring';\n}" },
  ]);
  await ada.api.document.create({ name: "Walrus.md", content: "# Walrus\n\nThe walrus eats at noon." });
  await indexWaiting(ada);
  const { id, version } = await ada.api.knowledge.create({
    ...{ repositoryId, category: "fixtures" as const, title: "How the walrus is faked" },
    content: "A stuffed walrus stands in for the animal.\n\n## Kittens\n\nA cat is borrowed from next door.",
  });
  return { ada, repositoryId, entry: { id, version } };
}

/** What the passages stand in, each once. */
const ids = (answer: { items: { fileId: string }[] }) => [...new Set(answer.items.map((one) => one.fileId))];
const kindsOf = (answer: { items: { kind: string }[] }) => [...new Set(answer.items.map((one) => one.kind))];

test.each(
  modes,
)("a %s search finds files, documents and entries in one list, or one kind of them", async (mode) => {
  const { ada, repositoryId, entry } = await withWalrus();
  const all = await ada.api.search.query({ text: "walrus", mode });
  expect(kindsOf(all).sort()).toEqual(["document", "file", "knowledge"]);
  expect(all.items.find(({ kind }) => kind === "knowledge")).toMatchObject({
    ...{ fileId: entry.id, repositoryId, repositoryName: "zoo", category: "fixtures" },
    path: "How the walrus is faked",
  });
  for (const kind of ["file", "document", "knowledge"] as const) {
    expect(kindsOf(await ada.api.search.query({ text: "walrus", mode, kind }))).toEqual([kind]);
  }
});

test("an expression is tried on entries too", async () => {
  const { ada, entry } = await withWalrus();
  const ask = (text: string) => ada.api.search.query({ text, mode: "exact", regex: true });
  expect(ids(await ask("stuffed\\s+wal.us"))).toEqual([entry.id]);
  expect((await ask("wal.us")).total).toBe(3);
});

test("an entry's words are found at once, and its meaning once it is embedded; each text is embedded once", async () => {
  const { ada, entry } = await withWalrus();
  const kind = "knowledge" as const;
  const byMeaning = { text: "feline", kind };
  expect(ids(await ada.api.search.query({ text: "borrowed", kind }))).toEqual([entry.id]);
  expect(ids(await ada.api.search.query(byMeaning))).toEqual([]);
  await indexEntries(ada.organizationId, never);
  const [found] = (await ada.api.search.query(byMeaning)).items;
  expect(found).toMatchObject({ fileId: entry.id, symbol: "Kittens" });
  expect(found?.scores?.vector).toBeGreaterThan(0);
  const before = model.asked.length;
  const { version } = await ada.api.knowledge.review({ ...entry, review: "accepted" });
  await indexEntries(ada.organizationId, never);
  expect(model.asked.length).toBe(before);
  await ada.api.knowledge.update({ id: entry.id, version, content: "A heron stands in." });
  const wordsOf = async (text: string) =>
    (await ada.api.search.query({ text, kind })).items.filter(({ scores }) => scores?.words !== null);
  expect((await wordsOf("heron")).map(({ fileId }) => fileId)).toEqual([entry.id]);
  expect(await wordsOf("borrowed")).toEqual([]);
});

test.each(
  modes,
)("a rejected or deleted entry is not found by a %s search, and an accepted one again", async (mode) => {
  const { ada, entry } = await withWalrus();
  await indexEntries(ada.organizationId, never);
  const ask = async () => ids(await ada.api.search.query({ text: "walrus", mode, kind: "knowledge" }));
  const rejected = await ada.api.knowledge.review({ ...entry, review: "rejected" });
  expect(await ask()).toEqual([]);
  await ada.api.knowledge.review({ ...rejected, review: "accepted" });
  expect(await ask()).toEqual([entry.id]);
  await ada.api.knowledge.delete({ id: entry.id });
  expect(await ask()).toEqual([]);
});

test("filters by repository keep its entries; those by path, folder and declaration leave none", async () => {
  const { ada, repositoryId, entry } = await withWalrus();
  const other = await writeIndex(ada, "farm", [{ path: "cow.ts", content: "walrus" }]);
  const found = async (input: object) =>
    ids(await ada.api.search.query({ text: "walrus", kind: "knowledge", ...input }));
  expect(await found({ repositoryIds: [repositoryId] })).toEqual([entry.id]);
  expect(await found({ text: "walrus repo:zoo" })).toEqual([entry.id]);
  expect(await found({ text: "walrus lang:markdown" })).toEqual([entry.id]);
  for (const input of [
    { repositoryIds: [other.id] },
    { text: "walrus repo:farm" },
    { text: "walrus path:walrus" },
    { text: "walrus in:Handbook" },
    { text: "walrus sym:feedWalrus" },
    { text: "walrus lang:ts" },
  ])
    expect(await found(input)).toEqual([]);
});

test("secrets in an entry are blotted out of what searches show, and cannot be searched for", async () => {
  const { ada, repositoryId } = await withWalrus();
  const key = `ghp_${"a1B2".repeat(9)}`;
  await ada.api.knowledge.create({
    ...{ repositoryId, category: "hooks" as const, title: "Login" },
    content: `Before each test the token is ${key}.`,
  });
  for (const mode of modes) {
    const { items } = await ada.api.search.query({ text: "Before each test", mode, kind: "knowledge" });
    expect(JSON.stringify(items)).toContain("•••");
    expect(JSON.stringify(items)).not.toContain(key);
  }
  expect((await ada.api.search.query({ text: key, mode: "exact" })).items).toEqual([]);
});

test("what was imported or edited while the first saving was under way is shelved as it is now", async () => {
  const { ada, repositoryId, entry } = await withWalrus();
  const words = ["falcon", "buzzard", "osprey"];
  const { files } = await ada.api.knowledge.export({ repositoryId, form: "categories" });
  const edited = files.map((one) => ({ ...one, text: one.text.replace("stuffed", "wooden") }));
  await Promise.all([
    ada.api.knowledge.import({ repositoryId, files: edited }),
    ...words.map((word) =>
      ada.api.knowledge.create({
        ...{ repositoryId, category: "mocks" as const, title: word, content: `The ${word} is mocked.` },
      }),
    ),
  ]);
  const byWords = async (text: string) =>
    (await ada.api.search.query({ text, kind: "knowledge" })).items.filter(({ scores }) => scores?.words);
  expect(ids({ items: await byWords("wooden") })).toEqual([entry.id]);
  for (const word of words) expect(await byWords(word)).toHaveLength(1);
  await Promise.all([indexEntries(ada.organizationId, never), indexEntries(ada.organizationId, never)]);
  for (const word of words) expect(await byWords(word)).toHaveLength(1);
  const counted = await withTenant({ organizationId: ada.organizationId, as: "agent" }, (tx) =>
    countChunks(tx, ada.organizationId, "fake;1"),
  );
  expect(counted.done).toBe(counted.total);
});

test("an entry that is deleted while it is embedded stands in nobody's way", async () => {
  const { ada, entry } = await withWalrus();
  const { organizationId, userId } = ada;
  const held = Promise.withResolvers<void>();
  const deleting = withTenant({ organizationId, userId }, async (tx) => {
    await tx.update(knowledgeBase).set({ title: "About to go" }).where(eq(knowledgeBase.id, entry.id));
    held.resolve();
    // Until the embedding waits for this row; on PGlite it has not begun.
    for (let tries = 0; tries < 40; tries++) {
      const waiting = await rowsOf(tx, sql`select from pg_locks where not granted`);
      if (waiting.length > 0 || inject("engine") === "pglite") break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await tx.delete(knowledgeBase).where(eq(knowledgeBase.id, entry.id));
  });
  await held.promise;
  await Promise.all([deleting, indexEntries(organizationId, never)]);
  expect((await ada.api.search.query({ text: "walrus", kind: "knowledge" })).items).toEqual([]);
});

test("a stranger finds no entry, and a fellow member the same as its author", async () => {
  const { ada, repositoryId, entry } = await withWalrus();
  await indexEntries(ada.organizationId, never);
  const eve: Person = await signUp("Eve");
  const viewer = await joinAs(ada.organizationId, "viewer");
  for (const mode of modes) {
    const asked = { text: "walrus", mode, kind: "knowledge" as const };
    expect((await eve.api.search.query(asked)).items).toEqual([]);
    expect((await eve.api.search.query({ ...asked, repositoryIds: [repositoryId] })).items).toEqual([]);
    expect(ids(await viewer.api.search.query(asked))).toEqual([entry.id]);
  }
});
