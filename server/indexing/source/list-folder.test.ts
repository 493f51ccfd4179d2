import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { SourceLimits } from "./limits.ts";
import { listFolder } from "./list-folder.ts";
import { tempFolder } from "./test-archives.ts";

/** A folder holding these files, by path and text. */
function folderOf(files: Record<string, string>): string {
  const root = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function list(root: string, { allowedParents = [root], limits = {} as Partial<SourceLimits> } = {}) {
  const { files, skipped } = await listFolder({ root, allowedParents, limits });
  return {
    files: files.map(({ path }) => path),
    skipped: Object.fromEntries(skipped.map(({ path, reason }) => [path, reason.code])),
  };
}

const refusal = (root: string, options?: Parameters<typeof list>[1]) =>
  list(root, options).then(
    () => "was not refused",
    (error) => error.code,
  );

test("every file is listed with its size and place, in order", async () => {
  const root = folderOf({ "b.ts": "12345", "a/c.ts": "1" });
  expect((await listFolder({ root, allowedParents: [root] })).files).toEqual([
    { path: "a/c.ts", sizeBytes: 1, diskPath: join(root, "a/c.ts") },
    { path: "b.ts", sizeBytes: 5, diskPath: join(root, "b.ts") },
  ]);
});

test("a folder inside an allowed one is open, its neighbours and parents are not", async () => {
  const root = folderOf({ "open/in/a": "", "open-not/a": "" });
  const allowedParents = [join(root, "open")];
  expect((await list(join(root, "open/in"), { allowedParents })).files).toEqual(["a"]);
  for (const other of [
    root,
    join(root, "open-not"),
    join(root, "open/../open-not"),
    "/",
    "open",
    `${root}/open\0/a`,
  ]) {
    expect(await refusal(other, { allowedParents })).toBe("folder_outside");
  }
  expect(await refusal(root, { allowedParents: [] })).toBe("folder_outside");
});

test("whether a folder outside exists cannot be told from the answer", async () => {
  const allowedParents = [tempFolder()];
  expect(await refusal("/etc", { allowedParents })).toBe("folder_outside");
  expect(await refusal("/no-such-folder", { allowedParents })).toBe("folder_outside");
});

test("a link inside an allowed folder does not open what it leads to", async () => {
  const outside = folderOf({ "secret.ts": "" });
  const root = folderOf({ "a.ts": "" });
  symlinkSync(outside, join(root, "way-out"));
  expect(await refusal(join(root, "way-out"), { allowedParents: [root] })).toBe("folder_outside");
});

test("an allowed folder may itself be named through a link", async () => {
  const root = folderOf({ "a.ts": "" });
  const link = join(tempFolder(), "link");
  symlinkSync(root, link);
  expect((await list(link, { allowedParents: [link] })).files).toEqual(["a.ts"]);
});

test("links to files and folders are reported, never followed", async () => {
  const outside = folderOf({ "secret.ts": "" });
  const root = folderOf({ "a.ts": "" });
  symlinkSync(join(outside, "secret.ts"), join(root, "file"));
  symlinkSync(outside, join(root, "folder"));
  symlinkSync(root, join(root, "loop"));
  expect(await list(root)).toEqual({
    files: ["a.ts"],
    skipped: { file: "symbolic_link", folder: "symbolic_link", loop: "symbolic_link" },
  });
});

test("pipes are reported, never opened", async () => {
  const root = folderOf({ "a.ts": "" });
  execFileSync("mkfifo", [join(root, "pipe")]);
  execFileSync("mkfifo", [join(root, ".gitignore")]);
  expect((await list(root)).skipped).toEqual({ ".gitignore": "special_file", pipe: "special_file" });
});

test("an ignore file that is a link is not read", async () => {
  const root = folderOf({ "a.ts": "" });
  const rules = join(tempFolder(), "rules");
  writeFileSync(rules, "*.ts");
  symlinkSync(rules, join(root, ".gitignore"));
  expect((await list(root)).files).toEqual(["a.ts"]);
});

test("installed packages and version control are reported once each; dist is listed unless ignored", async () => {
  const root = folderOf({
    "a.ts": "",
    "node_modules/x/y.js": "",
    ".git/HEAD": "",
    "sub/.git": "gitdir: x",
    "dist/b.js": "",
  });
  expect(await list(root)).toEqual({
    files: ["a.ts", "dist/b.js"],
    skipped: {
      ".git/": "well_known_folder",
      "node_modules/": "well_known_folder",
      "sub/.git": "well_known_folder",
    },
  });
});

test("ignore files are honoured at every level, with negation, .carrelignore last", async () => {
  const root = folderOf({
    ".gitignore": "build\n*.log\n/only-top\n",
    ".carrelignore": "!kept.log\nfixtures/\n",
    "kept.log": "",
    "x.log": "",
    "only-top": "",
    "build/a": "",
    "fixtures/a": "",
    "sub/.gitignore": "!build/\n",
    "sub/only-top": "",
    "sub/build/x": "",
    "sub/build/x.log": "",
    "other/build/x": "",
  });
  expect(await list(root)).toEqual({
    files: [".carrelignore", ".gitignore", "kept.log", "sub/.gitignore", "sub/build/x", "sub/only-top"],
    skipped: {
      "build/": "ignored",
      "fixtures/": "ignored",
      "only-top": "ignored",
      "other/build/": "ignored",
      "sub/build/x.log": "ignored",
      "x.log": "ignored",
    },
  });
});

test("large files are reported with the reason", async () => {
  const root = folderOf({ "a.ts": "", big: "x".repeat(2000) });
  expect((await list(root, { limits: { maxFileBytes: 1000 } })).skipped).toEqual({ big: "over_size_limit" });
});

test.skipIf(process.getuid?.() === 0)("a sub-folder that cannot be read is reported", async () => {
  const root = folderOf({ "a.ts": "", "closed/b.ts": "" });
  chmodSync(join(root, "closed"), 0);
  expect(await list(root)).toEqual({ files: ["a.ts"], skipped: { "closed/": "unreadable" } });
  chmodSync(join(root, "closed"), 0o700);
});

test("folders thousands deep overflow nothing", async () => {
  const root = folderOf({ "a.ts": "" });
  mkdirSync(join(root, "d/".repeat(1500)), { recursive: true });
  const { skipped } = await list(root);
  expect(Object.values(skipped)).toEqual(["too_deep"]);
});

test("a missing folder, a file and an empty folder each have their own refusal", async () => {
  const root = folderOf({ "a.ts": "", "x/.git/HEAD": "" });
  const options = { allowedParents: [root] };
  expect(await refusal(join(root, "missing"), options)).toBe("folder_missing");
  expect(await refusal(join(root, "a.ts"), options)).toBe("folder_missing");
  expect(await refusal(join(root, "x"), options)).toBe("empty");
});

test("the limits on files, entries, bytes and time are kept", async () => {
  const root = folderOf({ a: "123", b: "456", c: "789" });
  expect(await refusal(root, { limits: { maxFiles: 2 } })).toBe("too_many_files");
  expect(await refusal(root, { limits: { maxEntries: 2 } })).toBe("too_many_files");
  expect(await refusal(root, { limits: { maxTotalBytes: 8 } })).toBe("too_large");
  expect(await refusal(root, { limits: { timeoutMs: -1 } })).toBe("timeout");
  const cancelled = listFolder({ root, allowedParents: [root], signal: AbortSignal.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
});
