import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { makeTar, makeZip } from "@/server/indexing/source/test-archives";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { signUp } from "@/tests/support/sign-up";
import { partOf, uploadArchive } from "@/tests/support/upload-archive";

const entries = [
  { name: "repo-main/src/add.ts", data: "export function add(a: number, b: number) {\n  return a + b;\n}\n" },
  { name: "repo-main/.gitignore", data: "secret/\n" },
  { name: "repo-main/secret/key.ts", data: "export const key = 1;\n" },
];

test("an uploaded zip and an uploaded tar.gz are indexed alike, without what .gitignore names", async () => {
  const ada = await signUp();
  for (const [name, bytes] of [
    ["zipped", makeZip(entries)],
    ["tarred", gzipSync(makeTar(entries))],
  ] as const) {
    const uploadId = await uploadArchive(ada, bytes, name);
    const { id } = await ada.api.repository.createFromUpload({ name, uploadId });
    const repository = await indexed(ada, id);
    expect(repository).toMatchObject({ generation: 1, run: { status: "completed", error: null } });
    const { items } = await ada.api.repository.file.list({ repositoryId: id, pageSize: 50 });
    const kept = items.filter((item) => item.skippedReason === null).map((item) => item.name);
    expect(kept.toSorted()).toEqual([".gitignore", "src"]);
    expect((await ada.api.repository.file.skipped({ repositoryId: id })).items).toMatchObject([
      { path: "secret/" },
    ]);
  }
});

test("a refused archive leaves no repository, and the refusal says what to do", async () => {
  const ada = await signUp();
  const refuse = async (bytes: Buffer) => {
    const uploadId = await uploadArchive(ada, bytes);
    return ada.api.repository.createFromUpload({ name: "refused", uploadId });
  };
  await expect(refuse(Buffer.from("only some text"))).rejects.toThrow(/zip|tar/i);
  await expect(refuse(makeZip(entries).subarray(0, 120))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(refuse(makeZip([{ name: "../../etc/passwd", data: "x" }]))).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(refuse(makeZip([]))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect((await ada.api.repository.list({})).items).toEqual([]);
});

test("an upload takes each part once, no more than was announced, and only from its maker", async () => {
  const [ada, eve] = [await signUp(), await signUp("Eve")];
  const bytes = makeZip(entries);
  const { uploadId } = await ada.api.repository.upload.begin({ fileName: "a.zip", sizeBytes: bytes.length });
  await expect(ada.api.repository.createFromUpload({ name: "early", uploadId })).rejects.toThrow(
    /not complete/,
  );
  await ada.api.repository.upload.part(partOf(uploadId, 0, bytes.subarray(0, 10)));
  await expect(
    ada.api.repository.upload.part(partOf(uploadId, 0, bytes.subarray(0, 10))),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(ada.api.repository.upload.part(partOf(uploadId, 1, bytes))).rejects.toThrow(/More bytes/);
  await expect(eve.api.repository.upload.part(partOf(uploadId, 1, bytes.subarray(10)))).rejects.toMatchObject(
    { code: "NOT_FOUND" },
  );
  await ada.api.repository.upload.part(partOf(uploadId, 1, bytes.subarray(10)));
  await ada.api.repository.createFromUpload({ name: "late", uploadId });
});

test("a folder outside LOCAL_SOURCES, one that is missing, an empty one and a taken name are refused, each in its words", async () => {
  const ada = await signUp();
  const add = (path: string, name = "new") => ada.api.repository.createFromFolder({ name, path });
  await expect(add("/etc")).rejects.toThrow(/LOCAL_SOURCES/);
  const { root } = makeFolder("taken", { "a.ts": "export const a = 1;\n" });
  await expect(add(`${root}/missing`)).rejects.toThrow(/no folder/);
  await expect(add(makeFolder("empty", {}).root)).rejects.toThrow(/holds no file/);
  await add(root, "Taken");
  await expect(add(root, "taken")).rejects.toMatchObject({ code: "CONFLICT" });
  const other = await add(root, "Other");
  await expect(ada.api.repository.rename({ id: other.id, name: "TAKEN" })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await ada.api.repository.delete({ id: other.id, name: "Other" });
  expect((await ada.api.repository.list({})).items.map((one) => one.name)).toEqual(["Taken"]);
});

test("a secret is blotted out before anything is stored, and its line is flagged", async () => {
  const ada = await signUp();
  const key = ["AKIA", "IOSFODNN7", "ABCDEFG"].join("");
  const { root } = makeFolder("secret", {
    "config.ts": `export const region = "eu";\nexport const accessKeyId = "${key}";\n`,
  });
  const { id } = await ada.api.repository.createFromFolder({ name: "secret", path: root });
  await indexed(ada, id);
  const file = await ada.api.repository.file.get({ repositoryId: id, path: "config.ts" });
  expect(file.content).not.toContain(key);
  expect(file.secretLines).toEqual([2]);
  const { items } = await ada.api.search.query({ text: key, mode: "exact" });
  expect(items).toEqual([]);
});

test("skipped files are listed with their reason", async () => {
  const ada = await signUp();
  const { root } = makeFolder("skipped", {
    "a.ts": "export const a = 1;\n",
    "b.bin": Buffer.from([0, 1, 2, 0]),
    "big.ts": `// ${"x".repeat(1_100_000)}\n`,
  });
  const { id } = await ada.api.repository.createFromFolder({ name: "skipped", path: root });
  const { figures } = await indexed(ada, id);
  expect(figures).toMatchObject({ files: 1, skipped: 2 });
  const { items } = await ada.api.repository.file.skipped({ repositoryId: id });
  expect(items.map((item) => item.path)).toEqual(["b.bin", "big.ts"]);
  for (const item of items) expect(item.reason).toMatch(/\w+ .*\./);
});

test("a run can be cancelled, leaves the published index as it was, and can be started again", async () => {
  const ada = await signUp();
  const { root, change } = makeFolder("cancelled", { "a.ts": "export const a = 1;\n" });
  const { id } = await ada.api.repository.createFromFolder({ name: "cancelled", path: root });
  await indexed(ada, id);
  change(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `f${index}.ts`,
        `export function f${index}() {\n  return ${index};\n}\n`,
      ]),
    ),
  );
  await ada.api.repository.index({ id });
  await ada.api.repository.cancel({ id });
  await expect(ada.api.repository.cancel({ id })).rejects.toMatchObject({ code: "CONFLICT" });
  const cancelled = await indexed(ada, id);
  expect(cancelled).toMatchObject({
    generation: 1,
    indexingStatus: "completed",
    run: { status: "cancelled" },
    figures: { files: 1 },
  });
  await ada.api.repository.index({ id });
  expect(await indexed(ada, id)).toMatchObject({ generation: 2, figures: { files: 61 } });
});

test("ten files of one organization do not wait for the many of another", async () => {
  const [large, small] = [await signUp("Large"), await signUp("Small")];
  const body = (index: number) =>
    Array.from(
      { length: 12 },
      (_, part) => `export function f${index}_${part}(value: number) {\n  return value * ${part};\n}\n`,
    ).join("\n");
  const many = makeFolder(
    "many",
    Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`f${index}.ts`, body(index)])),
  );
  const few = makeFolder(
    "few",
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}.ts`, body(index)])),
  );
  const { id: largeId } = await large.api.repository.createFromFolder({ name: "many", path: many.root });
  const { id: smallId } = await small.api.repository.createFromFolder({ name: "few", path: few.root });
  await indexed(small, smallId, 100_000);
  const other = await large.api.repository.get({ id: largeId });
  expect(other.run?.status).toBe("running");
  await large.api.repository.cancel({ id: largeId });
}, 120_000);
