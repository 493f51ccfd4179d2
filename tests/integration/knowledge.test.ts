import { beforeAll, expect, test } from "vitest";
import { jestFile, type MinedShop, mineShop } from "@/tests/support/mine-shop";
import { type Person, signUp } from "@/tests/support/sign-up";

let shop: MinedShop;
let ada: Person;
let repositoryId: string;

beforeAll(async () => {
  shop = await mineShop();
  ({ ada, repositoryId } = shop);
}, 120_000);

test("indexing a repository proposes entries with counts, and evidence that stands where it says", async () => {
  const framework = await shop.entryOf("framework");
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
  expect((await shop.entryOf("gaps")).content).toBe("- `src/ship.ts`");
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false, files: 5 });
});

test("a review keeps who and when, and an older version of an entry is refused", async () => {
  const { id, version } = await shop.entryOf("assertions");
  await ada.api.knowledge.review({ id, version, review: "accepted" });
  const entry = await ada.api.knowledge.get({ id });
  expect(entry).toMatchObject({ review: "accepted", reviewerName: "Ada", version: version + 1 });
  expect(entry.reviewedAt).toBeInstanceOf(Date);
  await expect(ada.api.knowledge.update({ id, version, content: "late" })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("another framework turns the entry about it, says why, and is taken over only on request", async () => {
  await shop.reindex({
    "src/cart.test.ts": jestFile("total"),
    "src/more.test.ts": jestFile("more"),
    "src/ship.test.ts": jestFile("ship"),
  });
  const turned = await shop.entryOf("framework");
  expect(turned).toMatchObject({ freshness: "contradicted" });
  expect(turned.content).toContain("`vitest` in 2 files");
  expect(turned.difference).toMatchObject({ contradicted: ["vitest"] });
  expect(turned.difference?.counts).toContainEqual({ key: "jest", before: 0, now: 3 });
  const preview = await ada.api.knowledge.preview({ id: turned.id });
  expect(preview).toMatchObject({ canReplace: true, isChanged: true });
  expect(preview.after?.content).toContain("`jest` in 3 files");
  await ada.api.knowledge.regenerate({ id: turned.id, version: turned.version });
  expect(await shop.entryOf("framework")).toMatchObject({
    freshness: "fresh",
    review: "proposed",
    difference: null,
  });
});

test("what a person wrote or edited is never overwritten, by mining or on request", async () => {
  const gaps = await shop.entryOf("gaps");
  const mine = "Shipping is tested by hand.";
  await ada.api.knowledge.update({ id: gaps.id, version: gaps.version, content: mine });
  const written = await ada.api.knowledge.create({
    ...{ repositoryId, category: "patterns" as const, title: "How we test", content: "Slowly." },
    evidence: [{ path: "src/cart.ts", startLine: 1, endLine: 1 }],
  });
  await shop.reindex({
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
  const { id, version } = await shop.entryOf("assertions");
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

test("a stranger finds nothing and changes nothing", async () => {
  const eve = await signUp("Eve");
  const { id, version } = await shop.entryOf("framework");
  expect((await eve.api.knowledge.list({ repositoryId })).items).toEqual([]);
  await expect(eve.api.knowledge.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(eve.api.knowledge.status({ repositoryId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(eve.api.knowledge.review({ id, version, review: "rejected" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(eve.api.knowledge.mine({ repositoryId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
