import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, inject, test } from "vitest";
import { knowledgeMining } from "@/db/schema";
import { mineFiles } from "@/server/indexing/prepare-pool";
import { mineRepository } from "@/server/knowledge/mine-repository";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { asOwner, rowsOf } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";

const vitestFile = (name: string) =>
  `import { expect, test } from "vitest";\ntest("${name}", () => {\n  expect(1).toBe(1);\n});\n`;
const jestFile = (name: string) => vitestFile(name).replace('"vitest"', '"@jest/globals"');

let ada: Person;
let repositoryId: string;
let folder: ReturnType<typeof makeFolder>;

beforeAll(async () => {
  ada = await signUp("Ada");
  folder = makeFolder("knowledge", {
    "package.json": '{ "scripts": { "test": "vitest run" } }\n',
    "src/cart.ts": "export function total() {}\n",
    "src/ship.ts": "export function ship() {}\n",
    "src/cart.test.ts": vitestFile("total"),
    "src/more.test.ts": vitestFile("more"),
  });
  ({ id: repositoryId } = await ada.api.repository.createFromFolder({ name: "shop", path: folder.root }));
  await indexed(ada, repositoryId);
  await mined(ada);
}, 120_000);

/** Waits until what is published has been mined. */
async function mined(person: Person) {
  const endMs = Date.now() + 30_000;
  for (;;) {
    const status = await person.api.knowledge.status({ repositoryId });
    if (!status.isBehind) return status;
    if (Date.now() > endMs) throw new Error(`Nothing was mined in time: ${JSON.stringify(status)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function entryOf(category: "framework" | "gaps" | "assertions") {
  const { items } = await ada.api.knowledge.list({ repositoryId, category, pageSize: 100 });
  const entry = items.find(({ origin }) => origin === "mined");
  if (!entry) throw new Error(`There is no mined entry of ${category}.`);
  return entry;
}

async function reindex(changed: Record<string, string | null>) {
  folder.change(changed);
  await ada.api.repository.index({ id: repositoryId });
  await indexed(ada, repositoryId);
  await mined(ada);
}

test("indexing a repository proposes entries with counts, and evidence that stands where it says", async () => {
  const framework = await entryOf("framework");
  expect(framework).toMatchObject({
    review: "proposed",
    freshness: "fresh",
    origin: "mined",
    isEdited: false,
  });
  expect(framework.content).toContain("`vitest` in 2 files");
  const [place] = framework.sourceFiles;
  const file = await ada.api.repository.file.get({ repositoryId, path: place?.path ?? "" });
  expect(file.content.slice(place?.startChar, place?.endChar)).toContain("vitest");
  expect((await entryOf("gaps")).content).toBe("- `src/ship.ts`");
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false, files: 5 });
});

test("a review keeps who and when, and an older version of an entry is refused", async () => {
  const { id, version } = await entryOf("assertions");
  await ada.api.knowledge.review({ id, version, review: "accepted" });
  const entry = await ada.api.knowledge.get({ id });
  expect(entry).toMatchObject({ review: "accepted", reviewerName: "Ada", version: version + 1 });
  expect(entry.reviewedAt).toBeInstanceOf(Date);
  await expect(ada.api.knowledge.update({ id, version, content: "late" })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("another framework turns the entry about it, says why, and is taken over only on request", async () => {
  await reindex({
    "src/cart.test.ts": jestFile("total"),
    "src/more.test.ts": jestFile("more"),
    "src/ship.test.ts": jestFile("ship"),
  });
  const turned = await entryOf("framework");
  expect(turned).toMatchObject({ freshness: "contradicted" });
  expect(turned.content).toContain("`vitest` in 2 files");
  expect(turned.difference).toMatchObject({ contradicted: ["vitest"] });
  expect(turned.difference?.counts).toContainEqual({ key: "jest", before: 0, now: 3 });
  const preview = await ada.api.knowledge.preview({ id: turned.id });
  expect(preview).toMatchObject({ canReplace: true, isChanged: true });
  expect(preview.after?.content).toContain("`jest` in 3 files");
  await ada.api.knowledge.regenerate({ id: turned.id, version: turned.version });
  expect(await entryOf("framework")).toMatchObject({
    freshness: "fresh",
    review: "proposed",
    difference: null,
  });
});

test("what a person wrote or edited is never overwritten, by mining or on request", async () => {
  const gaps = await entryOf("gaps");
  const mine = "Shipping is tested by hand.";
  await ada.api.knowledge.update({ id: gaps.id, version: gaps.version, content: mine });
  const written = await ada.api.knowledge.create({
    ...{ repositoryId, category: "patterns" as const, title: "How we test", content: "Slowly." },
    evidence: [{ path: "src/cart.ts", startLine: 1, endLine: 1 }],
  });
  await reindex({
    "src/cart.ts": "export function sum() {}\n",
    "src/lost.ts": "export function lost() {}\n",
  });
  const edited = await ada.api.knowledge.get({ id: gaps.id });
  expect(edited).toMatchObject({ content: mine, isEdited: true, freshness: "stale" });
  const own = await ada.api.knowledge.get({ id: written.id });
  expect(own).toMatchObject({
    content: "Slowly.",
    freshness: "stale",
    difference: { changed: [{ path: "src/cart.ts" }] },
  });
  const { version } = edited;
  await expect(ada.api.knowledge.regenerate({ id: gaps.id, version })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("stays as it is"),
  });
  expect(await ada.api.knowledge.preview({ id: gaps.id })).toMatchObject({ canReplace: false });
});

test("a mined entry keeps its category, whatever a person writes into it", async () => {
  const { id, version } = await entryOf("assertions");
  await ada.api.knowledge.update({ id, version, category: "hooks", title: "How we assert" });
  expect(await ada.api.knowledge.get({ id })).toMatchObject({
    category: "assertions",
    title: "How we assert",
  });
  const { version: now } = await ada.api.knowledge.get({ id });
  const own = await ada.api.knowledge.create({
    ...{ repositoryId, category: "hooks" as const, title: "Moves", content: "It does." },
  });
  await ada.api.knowledge.update({ ...own, category: "mocks" });
  expect(await ada.api.knowledge.get({ id: own.id })).toMatchObject({ category: "mocks" });
  await ada.api.knowledge.delete({ id: own.id });
  expect(now).toBe(version + 1);
});

test("who changes entries while the miner reads loses nothing, and what they changed is judged as well", async () => {
  const { organizationId } = ada;
  const shown = await entryOf("framework");
  const patterns = await ada.api.knowledge.create({
    ...{ repositoryId, category: "patterns" as const, title: "Racing", content: "Before." },
    evidence: [{ path: "src/cart.test.ts", startLine: 1, endLine: 1 }],
  });
  folder.change({ "src/cart.test.ts": `// moved on\n${vitestFile("raced").replace('"vitest"', '"tape"')}` });
  await ada.api.repository.index({ id: repositoryId });
  await indexed(ada, repositoryId);
  await mined(ada);
  const stale = await ada.api.knowledge.get({ id: shown.id });
  await mineRepository({ organizationId, repositoryId, again: true }, new AbortController().signal, {
    mine: async (batches, signal) => {
      const findings = await mineFiles(batches, signal);
      // Between the reading and the writing.
      await ada.api.knowledge.regenerate({ id: stale.id, version: stale.version });
      await ada.api.knowledge.update({ ...patterns, content: "After." });
      return findings;
    },
  });
  // What was regenerated agrees with the code: by the evidence it had before, it would be stale.
  expect(await ada.api.knowledge.get({ id: shown.id })).toMatchObject({
    freshness: "fresh",
    difference: null,
    content: expect.stringContaining("tape"),
  });
  expect(await ada.api.knowledge.get({ id: patterns.id })).toMatchObject({
    content: "After.",
    freshness: "stale",
  });
});

test.runIf(inject("engine") === "postgres")(
  "nobody changes an entry between its judgement and the writing of it",
  async () => {
    const { organizationId } = ada;
    await reindex({ "src/more.test.ts": vitestFile("more").replace('"vitest"', '"tape"') });
    const { id, version, freshness } = await entryOf("framework");
    expect(freshness).not.toBe("fresh");
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    // The miner has the entries when it comes to this row.
    const holding = asOwner(async (tx) => {
      await tx.execute(
        sql`select from knowledge_mining where organization_id = ${organizationId} for update`,
      );
      held.resolve();
      await released.promise;
    });
    await held.promise;
    const mining = mineRepository(
      { organizationId, repositoryId, again: true },
      new AbortController().signal,
    );
    await waitingForLocks(1);
    const regenerating = ada.api.knowledge.regenerate({ id, version });
    await Promise.race([regenerating, waitingForLocks(2)]);
    released.resolve();
    await Promise.all([holding, mining, regenerating]);
    expect(await ada.api.knowledge.get({ id })).toMatchObject({ freshness: "fresh", difference: null });
  },
);

/** Waits until so many statements of this database wait for somebody else's transaction. */
async function waitingForLocks(count: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const [found] = await asOwner((tx) =>
      rowsOf<{ waiting: number }>(
        tx,
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    );
    if ((found?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not ${count} of them waited.`);
}

test("what was mined is mined again on request, and by a newer miner by itself; else it is left alone", async () => {
  const mining = () =>
    asOwner((tx) =>
      tx.select().from(knowledgeMining).where(eq(knowledgeMining.organizationId, ada.organizationId)),
    );
  const mine = () =>
    mineRepository({ organizationId: ada.organizationId, repositoryId }, new AbortController().signal);
  const { id } = await entryOf("gaps");
  await ada.api.knowledge.delete({ id });
  const [before] = await mining();
  await mine();
  expect(await mining()).toEqual([before]);
  await ada.api.knowledge.mine({ repositoryId });
  for (let tries = 0; (await mining())[0]?.minedAt.getTime() === before?.minedAt.getTime(); tries++) {
    if (tries > 400) throw new Error("It was not mined again.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false });
  expect((await entryOf("gaps")).id).not.toBe(id);

  await asOwner((tx) =>
    tx
      .update(knowledgeMining)
      .set({ minerVersion: 0 })
      .where(eq(knowledgeMining.organizationId, ada.organizationId)),
  );
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: true });
  await mine();
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false });
});

test("entries are found by their words, and deleted ones are not", async () => {
  const { id } = await ada.api.knowledge.create({
    ...{ repositoryId, category: "hooks" as const, title: "100% teardown", content: "Close the pool." },
  });
  const search = (searchQuery: string) => ada.api.knowledge.list({ repositoryId, searchQuery });
  expect((await search("close the POOL")).items.map((one) => one.id)).toEqual([id]);
  expect((await search("100%")).items).toHaveLength(1);
  expect((await search("0_0")).items).toEqual([]);
  await ada.api.knowledge.delete({ id });
  expect((await search("pool")).items).toEqual([]);
});

test("lines that are not published are refused by name", async () => {
  const wrong = ada.api.knowledge.create({
    ...{ repositoryId, category: "hooks" as const, title: "Wrong", content: "" },
    evidence: [{ path: "src/nowhere.ts", startLine: 3, endLine: 4 }],
  });
  await expect(wrong).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("src/nowhere.ts:3"),
  });
  expect((await ada.api.knowledge.list({ repositoryId, searchQuery: "Wrong" })).items).toEqual([]);
});

test("what is exported comes back without loss, and edited words are taken over", async () => {
  const { id, version } = await entryOf("assertions");
  await ada.api.knowledge.review({ id, version, review: "accepted" });
  const { files } = await ada.api.knowledge.export({ repositoryId, form: "categories" });
  const [agents] = (await ada.api.knowledge.export({ repositoryId, form: "agents" })).files;
  expect(agents?.name).toBe("AGENTS.md");
  expect(agents?.text).toContain("expect.toBe");
  const again = await ada.api.knowledge.import({ repositoryId, files });
  expect(again).toMatchObject({ created: 0, updated: 0, faults: [] });

  const other = makeFolder("knowledge-copy", { "src/a.ts": "export const a = 1;\n" });
  const copy = await ada.api.repository.createFromFolder({ name: "copy", path: other.root });
  const taken = await ada.api.knowledge.import({ repositoryId: copy.id, files });
  expect(taken).toMatchObject({ created: again.unchanged, updated: 0, faults: [] });
  const back = await ada.api.knowledge.export({ repositoryId: copy.id, form: "categories" });
  const withoutIds = (text: string) => text.replaceAll(/"id":"[^"]*",/g, "").replace(/^# .*/, "");
  expect(back.files.map(({ text }) => withoutIds(text))).toEqual(files.map(({ text }) => withoutIds(text)));

  // Only what people have accepted goes to agents; that too comes back as it was.
  const agentsOnly = [{ name: agents?.name ?? "", text: agents?.text ?? "" }];
  expect(await ada.api.knowledge.import({ repositoryId, files: agentsOnly })).toMatchObject({
    ...{ created: 0, updated: 0, faults: [] },
  });
  const edited = files.map((one) => ({ ...one, text: one.text.replace("Slowly.", "Quickly.") }));
  // Whatever else is given with it, the edited copy is taken.
  edited.push(...agentsOnly);
  expect(await ada.api.knowledge.import({ repositoryId, files: edited })).toMatchObject({
    created: 0,
    updated: 1,
  });
  expect((await ada.api.knowledge.list({ repositoryId, searchQuery: "Quickly" })).items).toHaveLength(1);
});

test("entries of any words come back into another repository as they were, by either export", async () => {
  const folderOf = (name: string) => makeFolder(name, { "src/a.ts": "export const a = 1;\n" });
  const made = async (name: string) =>
    (await ada.api.repository.createFromFolder({ name, path: folderOf(name).root })).id;
  const from = await made("awkward");
  const contents = [
    "# A heading\n\n## Another\n\n- a\n  - b",
    "```ts\n<!-- /carrel:entry -->\n```\n\n~~~\n## no heading\n~~~",
    '<!-- carrel:entry {"id":"x"} -->\n## Not an entry\n\nx\n<!-- /carrel:entry -->',
    "one\r\ntwo\rthree\n",
    "👩🏽‍💻 é e\u0301 \u2028 line \ufeff {{ $& }}",
    "\n\n  \n",
    "",
  ];
  for (const [index, content] of contents.entries())
    await ada.api.knowledge.create({
      ...{ repositoryId: from, category: index % 2 ? ("mocks" as const) : ("gaps" as const), content },
      title: `${index} --> 🪶 #`,
    });
  const said = async (id: string) => {
    const { items } = await ada.api.knowledge.list({ repositoryId: id, pageSize: 100 });
    return items.map(({ category, title, content, wording, review, sourceFiles }) => ({
      ...{ category, title, content, wording, review, sourceFiles },
    }));
  };
  for (const form of ["categories", "agents"] as const) {
    const { files } = await ada.api.knowledge.export({ repositoryId: from, form });
    const to = await made(`awkward ${form}`);
    const imported = await ada.api.knowledge.import({ repositoryId: to, files });
    expect(imported).toMatchObject({ created: contents.length, faults: [] });
    expect(await said(to)).toEqual(await said(from));
    expect(await ada.api.knowledge.import({ repositoryId: from, files })).toMatchObject({
      ...{ created: 0, updated: 0, unchanged: contents.length },
    });
  }
});

test("a stranger finds nothing and changes nothing", async () => {
  const eve = await signUp("Eve");
  const { id, version } = await entryOf("framework");
  expect((await eve.api.knowledge.list({ repositoryId })).items).toEqual([]);
  await expect(eve.api.knowledge.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(eve.api.knowledge.status({ repositoryId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(eve.api.knowledge.review({ id, version, review: "rejected" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(eve.api.knowledge.mine({ repositoryId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
