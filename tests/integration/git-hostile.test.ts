import { afterEach, expect, test } from "vitest";
import { addGit, gitServerOfTests, leftOnDisk } from "@/tests/support/git/git-server-of-tests";
import {
  commit,
  commitTree,
  fastImport,
  filesOf,
  git,
  makeBare,
  type TreeEntry,
  treeEntry,
  writeObject,
} from "@/tests/support/git/make-repository";
import { indexed } from "@/tests/support/index-folder";
import { signUp } from "@/tests/support/sign-up";

const server = gitServerOfTests();
const INDEXED_MS = 200_000;
const good = "export const good = 1;\n";

afterEach(async () => {
  await expect.poll(leftOnDisk, { timeout: 10_000 }).toEqual([]);
});

/** Adds the repository of this name and waits for its run; gives what was indexed, skipped, or the refusal. */
async function index(name: string) {
  const ada = await signUp();
  const { id } = await addGit(ada, server(), { name });
  const { run, generation } = await indexed(ada, id, INDEXED_MS);
  const { items } = await ada.api.repository.file.skipped({ repositoryId: id, pageSize: 100 });
  return {
    ...{ status: run?.status, error: run?.error ?? "", generation },
    skipped: Object.fromEntries(items.map(({ path, reason }) => [path, reason])),
    read: async (path: string) => (await ada.api.repository.file.get({ repositoryId: id, path })).content,
  };
}

/** A bare repository whose only tree is written byte by byte. */
function makeTree(name: string, entries: (blob: string, folder: string) => Buffer[]): string {
  const folder = makeBare(server().folder, name);
  const blob = writeObject(folder, "blob", Buffer.from(good));
  commitTree(folder, writeObject(folder, "tree", Buffer.concat(entries(blob, folder))));
  return folder;
}

test("links are skipped and never followed", async () => {
  const links: TreeEntry[] = [
    { path: "passwd", mode: "120000", content: "/etc/passwd" },
    { path: "up", mode: "120000", content: "../../../../secrets.json" },
    { path: "folder", mode: "120000", content: "src" },
  ];
  await commit(makeBare(server().folder, "links"), [...filesOf({ "src/a.ts": good }), ...links]);
  const result = await index("links");
  expect(result.status).toBe("completed");
  expect(Object.keys(result.skipped)).toEqual(["folder", "passwd", "up"]);
  expect(result.skipped.passwd).toMatch(/symbolic link/);
  expect(await result.read("src/a.ts")).toBe(good);
});

test.each([
  ["a .git folder with hooks", ".git"],
  ["a .git folder in capitals", ".GIT"],
  ["a .git folder as an old file system writes it", "git~1"],
  ["a folder ..", ".."],
  ["a folder .", "."],
])("%s is refused, and nothing is stored", async (_, folderName) => {
  const name = `named-${Buffer.from(folderName).toString("hex")}`;
  makeTree(name, (blob, folder) => {
    const hooks = writeObject(folder, "tree", treeEntry("100755", "post-checkout", blob));
    const inner = writeObject(folder, "tree", treeEntry("40000", "hooks", hooks));
    return [treeEntry("40000", folderName, inner), treeEntry("100644", "good.ts", blob)];
  });
  const result = await index(name);
  expect(result).toMatchObject({ status: "failed", generation: 0 });
  expect(result.error).toMatch(/made to do harm/);
});

test("a name with a slash, a name twice and an absolute name are refused", async () => {
  makeTree("slash", (blob) => [treeEntry("100644", "../../escape.ts", blob)]);
  makeTree("twice", (blob) => [treeEntry("100644", "a.ts", blob), treeEntry("100644", "a.ts", blob)]);
  makeTree("absolute", (blob) => [treeEntry("100644", "/etc/cron.d/x", blob)]);
  for (const name of ["slash", "twice", "absolute"])
    expect(await index(name)).toMatchObject({ status: "failed", generation: 0 });
});

test("a submodule is skipped, and one whose address holds control characters or an option is refused", async () => {
  const submodule = { path: "lib", mode: "160000", content: "1".repeat(40) };
  const modules = (url: string, path = "lib") => `[submodule "lib"]\n\tpath = ${path}\n\turl = ${url}\n`;
  const make = (name: string, text: string) =>
    commit(makeBare(server().folder, name), [...filesOf({ ".gitmodules": text, "a.ts": good }), submodule]);
  await make("submodule", modules("https://example.org/lib.git"));
  const result = await index("submodule");
  expect(result.status).toBe("completed");
  expect(result.skipped.lib).toMatch(/submodule/);

  await make("option", modules("--upload-pack=touch /tmp/x"));
  await make("control", modules('"https://example.org\\n/lib.git"'));
  await make("carriage", modules("https://example.org/lib.git", '"lib\r"'));
  expect(await index("option")).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/made to do harm/),
  });
  expect(await index("control")).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/made to do harm/),
  });
  // Git itself lets this path pass: here it is text, and nothing is ever cloned from it.
  expect(await index("carriage")).toMatchObject({ status: "completed" });
});

test("a blob of one gigabyte is skipped, whether the server keeps it back or sends it", async () => {
  const bare = makeBare(server().folder, "gigabyte");
  const megabyte = Buffer.alloc(1024 * 1024);
  await fastImport(
    bare,
    (function* () {
      yield Buffer.from("blob\nmark :1\ndata 1073741824\n");
      for (let part = 0; part < 1024; part++) yield megabyte;
      yield Buffer.from("\ncommit refs/heads/main\ncommitter T <t@example.org> 1700000000 +0000\ndata 0\n");
      yield Buffer.from(`M 100644 :1 zeros.txt\nM 100644 inline good.ts\ndata ${good.length}\n${good}\n`);
    })(),
  );
  for (const allowFilter of ["false", "true"]) {
    git(["config", "uploadpack.allowFilter", allowFilter], bare);
    const result = await index("gigabyte");
    expect(result).toMatchObject({ status: "completed", generation: 1 });
    expect(result.skipped).toEqual({ "zeros.txt": "Larger than 1 MiB." });
    expect(await result.read("good.ts")).toBe(good);
  }
});

test("a million files are refused by their number", async () => {
  const bare = makeBare(server().folder, "million");
  const blob = writeObject(bare, "blob", Buffer.from(good));
  const files = Array.from({ length: 1000 }, (_, file) =>
    treeEntry("100644", `f${String(file).padStart(4, "0")}.ts`, blob),
  );
  const folder = writeObject(bare, "tree", Buffer.concat(files));
  const folders = Array.from({ length: 1000 }, (_, at) =>
    treeEntry("40000", `d${String(at).padStart(4, "0")}`, folder),
  );
  commitTree(bare, writeObject(bare, "tree", Buffer.concat(folders)));
  const result = await index("million");
  expect(result).toMatchObject({
    status: "failed",
    generation: 0,
    error: expect.stringMatching(/more than 150,000 files/),
  });
});

test("a tree that unfolds to ten billion files is refused as soon as the limit is passed", async () => {
  const bare = makeBare(server().folder, "bomb");
  let id = writeObject(bare, "blob", Buffer.from(good));
  for (let level = 0; level < 10; level++) {
    const mode = level === 0 ? "100644" : "40000";
    const entries = Array.from({ length: 10 }, (_, at) => treeEntry(mode, `${at}`, id));
    id = writeObject(bare, "tree", Buffer.concat(entries));
  }
  commitTree(bare, id);
  expect(await index("bomb")).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/more than 150,000 files/),
  });
});

test.each([
  100, 20_000,
])("what lies %i folders deep is skipped or refused, and harms nobody", async (depth) => {
  const name = `deep-${depth}`;
  const entries = filesOf({ [`${"d/".repeat(depth)}deep.ts`]: good, "good.ts": good });
  await commit(makeBare(server().folder, name), entries);
  const result = await index(name);
  if (result.status === "completed") {
    expect(await result.read("good.ts")).toBe(good);
    expect(Object.values(result.skipped)).toEqual([
      expect.stringMatching(/more than 64 folders deep|longer than 1,024 bytes/),
    ]);
  } else expect(result.error).toMatch(/beyond all measure|damaged/);
});

test("names that differ in case are two files, and names that are no UTF-8 are found", async () => {
  await commit(makeBare(server().folder, "names"), [
    ...filesOf({ "Read.ts": "export const upper = 1;\n", "read.ts": "export const lower = 1;\n" }),
    { path: Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x74, 0x73]), content: "export const latin = 1;\n" },
    { path: "café.ts", content: "export const utf8 = 1;\n" },
    { path: "line\nend.ts", content: good },
    { path: `${"long/".repeat(60)}${"n".repeat(1_000)}.ts`, content: good },
  ]);
  const result = await index("names");
  expect(result).toMatchObject({ status: "completed" });
  expect(await result.read("Read.ts")).toContain("upper");
  expect(await result.read("read.ts")).toContain("lower");
  expect(await result.read("café.ts")).toMatch(/utf8|latin/);
  const reasons = Object.values(result.skipped).toSorted();
  expect(reasons).toEqual([
    "Its name holds control characters.",
    "Its name is not UTF-8 and reads like another one.",
    "Its path is longer than 1,024 bytes, or one of its names longer than 255.",
  ]);
});
