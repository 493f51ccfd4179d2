import { expect, test, vi } from "vitest";
import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { StaleVersion } from "@/server/document/stale-version";
import { countChunks, listMissingChunks } from "@/server/embedding/missing-chunks";
import { indexWaiting } from "@/tests/support/documents";
import { errorOf } from "@/tests/support/error-of";
import { type Person, signUp } from "@/tests/support/sign-up";

const handbook = `# Handbook

How we work.

## Releases

A release is cut by the person on duty. The walrus signs it.

## Holidays

Tell the team two weeks before.
`;

const write = (person: Person, name: string, content: string, folderId: string | null = null) =>
  person.api.document.create({ name, content, folderId });

test("a document is found by its words and its meaning, in its folder, and opened at its lines", async () => {
  const ada = await signUp();
  const team = await ada.api.folder.create({ name: "Team", parentFolderId: null });
  const rules = await ada.api.folder.create({ name: "Rules", parentFolderId: team.id });
  const { id } = await write(ada, "handbook.md", handbook, rules.id);
  await write(ada, "other.md", "# Other\n\nThe walrus sleeps.\n");
  expect((await ada.api.document.get({ id })).indexingStatus).toBe("pending");
  await indexWaiting(ada);
  expect((await ada.api.document.get({ id })).indexingStatus).toBe("completed");

  const [first] = (await ada.api.search.query({ text: "who signs a release" })).items;
  expect(first).toMatchObject({
    ...{ kind: "document", fileId: id, path: "Team/Rules/handbook.md", repositoryId: null },
    ...{ symbol: "Releases", startLine: 5 },
  });
  const searched = async (text: string, more: object = {}) => [
    ...new Set((await ada.api.search.query({ text, ...more })).items.map((item) => item.path)),
  ];
  expect(await searched("walrus", { kind: "file" })).toEqual([]);
  expect(await searched("walrus", { kind: "document" })).toHaveLength(2);
  for (const more of [{}, { mode: "exact" }, { mode: "exact", regex: true }]) {
    expect(await searched("in:team walrus", more)).toEqual(["Team/Rules/handbook.md"]);
    expect(await searched("path:Team/** walrus", more)).toEqual(["Team/Rules/handbook.md"]);
  }
  expect(await searched('in:"Team/Rules" walrus')).toEqual(["Team/Rules/handbook.md"]);
  expect(await searched("repo:none walrus")).toEqual([]);
  const exact = await ada.api.search.query({ text: "walrus signs", mode: "exact" });
  expect(exact.items[0]).toMatchObject({ kind: "document", startLine: 5, hitCount: 1 });
  const nowhere = await ada.api.search.query({ text: "in:Nowhere walrus" });
  expect([nowhere.total, ...nowhere.notes]).toEqual([0, "No folder here is called “Nowhere”."]);
}, 60_000);

test("a stale save is a CONFLICT with both texts and the one they began with, and changes nothing", async () => {
  const ada = await signUp();
  const { id } = await write(ada, "notes.md", "first");
  await ada.api.document.save({ id, version: 1, content: "theirs" });
  const refusal = await errorOf(ada.api.document.save({ id, version: 1, content: "mine" }));
  expect(refusal.code).toBe("CONFLICT");
  expect(refusal.cause).toBeInstanceOf(StaleVersion);
  expect(refusal.cause).toMatchObject({
    current: { version: 2, content: "theirs", writtenBy: "Ada" },
    base: { version: 1, content: "first" },
  });
  expect(await ada.api.document.get({ id })).toMatchObject({ version: 2, contentText: "theirs" });
  // Of many at once exactly one is saved.
  const saves = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) =>
      ada.api.document.save({ id, version: 2, content: `number ${index}` }),
    ),
  );
  const refused = saves.flatMap((save) => (save.status === "rejected" ? [save.reason.code] : []));
  expect(refused).toEqual(Array(15).fill("CONFLICT"));
  expect(await ada.api.document.get({ id })).toMatchObject({ version: 3 });
});

test("an indexer that comes late does not mark newer text done, and the newest text is what is found", async () => {
  const ada = await signUp();
  const { id } = await write(ada, "notes.md", "The pelican waits.");
  const embedder = getEmbedder();
  const embed = embedder.embed.bind(embedder);
  const spy = vi.spyOn(embedder, "embed").mockImplementationOnce(async (...args) => {
    await ada.api.document.save({ id, version: 1, content: "The ibis waits." });
    return embed(...args);
  });
  await indexWaiting(ada);
  spy.mockRestore();
  expect(await ada.api.document.get({ id })).toMatchObject({ version: 2, indexingStatus: "pending" });
  expect((await ada.api.search.query({ text: "pelican" })).total).toBe(0);
  await indexWaiting(ada);
  expect(await ada.api.document.get({ id })).toMatchObject({ version: 2, indexingStatus: "completed" });
  const found = async (text: string) =>
    (await ada.api.search.query({ text })).items.map((one) => one.content);
  expect(await found("pelican")).toEqual(["The ibis waits."]);
  expect((await ada.api.search.query({ text: "pelican", mode: "exact" })).total).toBe(0);
});

test("the same text twice in an organization is embedded once", async () => {
  const ada = await signUp();
  await write(ada, "one.md", handbook);
  await indexWaiting(ada);
  const spy = vi.spyOn(getEmbedder(), "embed");
  const { id } = await write(ada, "two.md", handbook);
  await indexWaiting(ada);
  const { version } = await ada.api.document.get({ id });
  await ada.api.document.save({ id, version, content: handbook.replace("two weeks", "three weeks") });
  await indexWaiting(ada);
  expect(spy.mock.calls.map(([texts]) => texts.length)).toEqual([1]);
});

test("a change of embedding model makes the vectors of documents anew as well", async () => {
  const ada = await signUp();
  const { organizationId } = ada;
  await write(ada, "one.md", handbook);
  await indexWaiting(ada);
  const { counts, missing } = await withTenant({ organizationId, as: "agent" }, async (tx) => ({
    counts: await countChunks(tx, organizationId, "another"),
    missing: await listMissingChunks(tx, { organizationId, model: "another", afterId: "", limit: 10 }),
  }));
  expect(counts).toEqual({ total: missing.length, done: 0 });
  expect(missing.map(({ path: name }) => name)).toEqual(Array(counts.total).fill("one.md"));
  expect(counts.total).toBeGreaterThan(1);
});

test("versions are kept, an autosave takes the place of the one before, and an old text comes back as a new version", async () => {
  const ada = await signUp();
  const { id } = await write(ada, "notes.md", "one");
  await ada.api.document.save({ id, version: 1, content: "two" });
  await ada.api.document.save({ id, version: 2, content: "two a", isAutosaved: true });
  await ada.api.document.save({ id, version: 3, content: "two ab", isAutosaved: true });
  expect(await ada.api.document.save({ id, version: 4, content: "two ab" })).toMatchObject({
    isChanged: false,
  });
  const listed = async () =>
    (await ada.api.document.versions.list({ id })).items.map((one) => [one.version, one.writtenBy]);
  expect(await listed()).toEqual([
    [4, "Ada"],
    [2, "Ada"],
    [1, "Ada"],
  ]);
  await ada.api.document.versions.restore({ id, version: 1, current: 4 });
  expect(await ada.api.document.get({ id })).toMatchObject({ version: 5, contentText: "one" });
  const stale = await errorOf(ada.api.document.versions.restore({ id, version: 2, current: 4 }));
  expect(stale.code).toBe("CONFLICT");
  expect((await errorOf(ada.api.document.versions.get({ id, version: 3 }))).code).toBe("NOT_FOUND");
});

test("a secret in a document is found by nobody, before it is indexed neither", async () => {
  const ada = await signUp();
  const key = ["ghp", "_", "16C7e42F292c6912E7710c838347Ae178B4a"].join("");
  await write(ada, "keys.md", `# Keys\n\nThe token is ${key} and no other.\n`);
  const exact = async (text: string) => (await ada.api.search.query({ text, mode: "exact" })).items;
  expect(await exact(key)).toEqual([]);
  await indexWaiting(ada);
  expect(await exact(key)).toEqual([]);
  const shown = JSON.stringify([
    await exact("The token is"),
    (await ada.api.search.query({ text: "token" })).items,
  ]);
  expect(shown).toContain("•••");
  expect(shown).not.toContain(key);
});
