import { expect, test } from "vitest";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { checkBlobs } from "@/server/document/check-blobs";
import { purgeDeleted } from "@/server/document/purge-deleted";
import { indexWaiting, uploadDocument } from "@/tests/support/documents";
import { errorOf } from "@/tests/support/error-of";
import { type Person, signUp } from "@/tests/support/sign-up";

const write = (person: Person, name: string, content: string, folderId: string | null = null) =>
  person.api.document.create({ name, content, folderId });

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
  expect(await countStored(ada)).toBe(1);
  const last = await ada.api.document.delete({ id: copy.id });
  await purgeDeleted({ organizationId: ada.organizationId, deletionId: last.deletionId });
  expect(await countStored(ada)).toBe(0);
  expect(await checkBlobs(ada.organizationId, 0)).toEqual({ orphans: [], missing: [], damaged: [] });
});

test("the folders of an upload are found or made, each once however many ask, and a document in the way is refused", async () => {
  const ada = await signUp();
  const team = await ada.api.folder.create({ name: "Team", parentFolderId: null });
  const names = ["Notes", "2026", "March"];
  const asked = await Promise.all(
    Array.from({ length: 6 }, () => ada.api.folder.ensure({ parentFolderId: team.id, names })),
  );
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  const { folders } = await ada.api.folder.tree();
  expect(folders.map(({ name }) => name).sort()).toEqual([...names, "Team"].sort());
  expect((await ada.api.folder.ensure({ parentFolderId: null, names: ["Team"] })).id).toBe(team.id);
  await write(ada, "taken", "words", team.id);
  const refusal = await errorOf(ada.api.folder.ensure({ parentFolderId: team.id, names: ["taken", "x"] }));
  expect(refusal.code).toBe("CONFLICT");
  for (const name of ["..", "a/b", ""])
    expect((await errorOf(ada.api.folder.ensure({ parentFolderId: null, names: [name] }))).code).toBe(
      "BAD_REQUEST",
    );
  const ben = await signUp("Ben");
  const stranger = ben.api.folder.ensure({ parentFolderId: team.id, names: ["mine"] });
  expect((await errorOf(stranger)).code).toBe("NOT_FOUND");
});

/** How many originals an organization has. */
const countStored = async ({ organizationId }: Person): Promise<number> =>
  (await Array.fromAsync(getBlobStore().list(organizationId))).length;
