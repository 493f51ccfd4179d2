import { readdirSync } from "node:fs";
import path from "node:path";
import { TRPCError } from "@trpc/server";
import { expect, test, vi } from "vitest";
import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { purgeDeleted } from "@/server/document/purge-deleted";
import { StaleVersion } from "@/server/document/stale-version";
import { checkBlobs } from "@/server/document/sweep-blobs";
import { countChunks, listMissingChunks } from "@/server/embedding/missing-chunks";
import { env } from "@/server/env";
import { indexWaiting, uploadDocument } from "@/tests/support/documents";
import { makePdf } from "@/tests/support/make-pdf";
import { makeDocx } from "@/tests/support/office-files";
import { type Person, signUp } from "@/tests/support/sign-up";

const handbook = `# Handbook

How we work.

## Releases

A release is cut by the person on duty. The walrus signs it.

## Holidays

Tell the team two weeks before.
`;

const errorOf = async (work: Promise<unknown>): Promise<TRPCError> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: unknown) => {
      if (error instanceof TRPCError) return error;
      throw error;
    },
  );

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

test("no name stands twice in one place, at the top neither, whatever it names and however many ask at once", async () => {
  const ada = await signUp();
  const names = await Promise.allSettled([
    ...Array.from({ length: 4 }, () => ada.api.folder.create({ name: "Plans", parentFolderId: null })),
    ...Array.from({ length: 4 }, () => write(ada, "Plans", "words")),
  ]);
  expect(names.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { id } = await ada.api.folder.create({ name: "Inner", parentFolderId: null });
  await write(ada, "a.md", "words", id);
  await write(ada, "a.md", "words");
  const refusal = await errorOf(write(ada, "a.md", "words", id));
  expect([refusal.code, refusal.message]).toEqual([
    "CONFLICT",
    "A document named “a.md” is in this place already. Choose another name.",
  ]);
});

test("a folder is never moved into itself, not even by two moves at once", async () => {
  const ada = await signUp();
  const make = (name: string, parentFolderId: string | null) =>
    ada.api.folder.create({ name, parentFolderId });
  const outer = await make("Outer", null);
  const inner = await make("Inner", outer.id);
  for (const parentFolderId of [outer.id, inner.id])
    expect((await errorOf(ada.api.folder.move({ id: outer.id, parentFolderId }))).code).toBe("BAD_REQUEST");
  for (let round = 0; round < 3; round++) {
    const [a, b] = [await make(`A ${round}`, null), await make(`B ${round}`, null)];
    const moves = await Promise.allSettled([
      ada.api.folder.move({ id: a.id, parentFolderId: b.id }),
      ada.api.folder.move({ id: b.id, parentFolderId: a.id }),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});

test("what is uploaded is told by its bytes, kept once, given back as it was, and refused with a reason", async () => {
  const ada = await signUp();
  const { id } = await uploadDocument(ada, { name: "notes.txt", bytes: "\ufeffHerons" });
  await uploadDocument(ada, { name: "copy.md", bytes: "\ufeffHerons" });
  expect(await ada.api.document.get({ id })).toMatchObject({ contentText: "Herons", mimeType: "text/plain" });
  const original = await ada.api.document.original({ id });
  expect(Buffer.from(original.bytes).toString()).toBe("\ufeffHerons");
  expect(storedFiles()).toHaveLength(1);

  const refused = async (name: string, bytes: string | Uint8Array<ArrayBuffer>) => {
    const { code, message } = await errorOf(uploadDocument(ada, { name, bytes }));
    return `${code} ${message}`;
  };
  expect(await refused("picture.md", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toMatch(
    /^UNSUPPORTED_MEDIA_TYPE This kind of file cannot be read/,
  );
  expect(await refused("empty.md", "")).toMatch(/^UNSUPPORTED_MEDIA_TYPE The file is empty/);
  expect(await refused("large.txt", new Uint8Array(25 * 1024 * 1024 + 1).fill(65))).toMatch(
    /^PAYLOAD_TOO_LARGE The file is larger than 25 MiB/,
  );
  expect(await refused("../../etc/passwd", "x")).toMatch(/^BAD_REQUEST.*A name cannot hold a slash/s);
  expect(await refused("notes.txt", "x")).toMatch(/^CONFLICT A document named “notes.txt” is in this place/);
  const strange = await uploadDocument(ada, { name: "..\\..\\𝕩 🦩.md", bytes: "x" });
  expect(strange.name).toBe("..\\..\\𝕩 🦩.md");
  expect(await checkBlobs(ada.organizationId, 0)).toEqual({ orphans: [], missing: [] });
});

test("what is deleted can be brought back with all it contained; after that, nothing of it is left", async () => {
  const ada = await signUp();
  const outer = await ada.api.folder.create({ name: "Outer", parentFolderId: null });
  const inner = await ada.api.folder.create({ name: "Inner", parentFolderId: outer.id });
  const bytes = "The flamingo stands.";
  await write(ada, "stays.md", "Another text.");
  const { id } = await uploadDocument(ada, { name: "birds.md", bytes, folderId: inner.id });
  await indexWaiting(ada);
  const finds = async () =>
    Promise.all(
      (["hybrid", "exact"] as const).map(
        async (mode) =>
          (await ada.api.search.query({ text: "flamingo", mode })).items.filter(({ path: name }) =>
            /birds/.test(name),
          ).length,
      ),
    );
  expect(await finds()).toEqual([1, 1]);
  expect(await ada.api.folder.contents({ id: outer.id })).toMatchObject({ folders: 1, documents: 1 });

  const { deletionId } = await ada.api.folder.delete({ id: outer.id });
  expect([await finds(), (await ada.api.folder.tree()).folders]).toEqual([[0, 0], []]);
  expect((await errorOf(ada.api.document.get({ id }))).code).toBe("NOT_FOUND");
  await ada.api.document.undelete({ deletionId });
  expect(await finds()).toEqual([1, 1]);
  expect((await ada.api.document.get({ id })).folders.map(({ name }) => name)).toEqual(["Outer", "Inner"]);

  // Its place is taken meanwhile.
  const again = await ada.api.folder.delete({ id: outer.id });
  const taker = await ada.api.folder.create({ name: "Outer", parentFolderId: null });
  const { code } = await errorOf(ada.api.document.undelete({ deletionId: again.deletionId }));
  expect(code).toBe("CONFLICT");
  await ada.api.folder.rename({ id: taker.id, name: "Taker" });

  // Another document has the same bytes: they stay as long as it does.
  const copy = await uploadDocument(ada, { name: "copy.md", bytes });
  await purgeDeleted({ organizationId: ada.organizationId, deletionId: again.deletionId });
  expect((await errorOf(ada.api.document.undelete({ deletionId: again.deletionId }))).code).toBe("NOT_FOUND");
  expect(Buffer.from((await ada.api.document.original({ id: copy.id })).bytes).toString()).toBe(bytes);
  const before = storedFiles().length;
  const last = await ada.api.document.delete({ id: copy.id });
  await purgeDeleted({ organizationId: ada.organizationId, deletionId: last.deletionId });
  expect(storedFiles()).toHaveLength(before - 1);
  expect(await checkBlobs(ada.organizationId, 0)).toEqual({ orphans: [], missing: [] });
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

test("a file’s text is taken from it in the background, and found on its page; a refused one keeps its original", async () => {
  const ada = await signUp();
  const pdf = await uploadDocument(ada, {
    ...{
      name: "report.txt",
      bytes: new Uint8Array(makePdf(["Herons wade.", "Storks clap.", "The walrus signs."])),
    },
  });
  const damaged = new Uint8Array(makeDocx(["Herons"]).subarray(0, 900));
  const { id } = await uploadDocument(ada, { name: "broken.docx", bytes: damaged });
  expect(await ada.api.document.get({ id: pdf.id })).toMatchObject({
    ...{ mimeType: "application/pdf", contentText: null, isEditable: false },
  });
  await indexWaiting(ada);
  for (const mode of ["hybrid", "exact"] as const)
    expect((await ada.api.search.query({ text: "walrus", mode })).items[0]).toMatchObject({
      ...{ fileId: pdf.id, path: "report.txt", place: "Page 3" },
    });
  const broken = await ada.api.document.get({ id });
  expect([broken.indexingStatus, broken.indexingError]).toEqual([
    "failed",
    "The file is damaged: it could not be read to its end. Save it again, then upload it.",
  ]);
  expect((await ada.api.document.original({ id })).bytes).toHaveLength(damaged.length);
  const refusal = await errorOf(ada.api.document.save({ id: pdf.id, version: 1, content: "x" }));
  expect(refusal.message).toMatch(/text was taken from a file/);
});

/** Files of the blob store, whosever they are: this file's tests share one. */
function storedFiles(): string[] {
  return readdirSync(path.join(env.DATA_DIR, "blobs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
