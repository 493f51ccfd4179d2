import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSourceFile } from "./read-source-file.ts";
import { tempFolder } from "./test-archives.ts";

function folderWithFile() {
  const root = tempFolder();
  mkdirSync(join(root, "sub"));
  const diskPath = join(root, "sub/a.ts");
  writeFileSync(diskPath, "hello");
  return { root, file: { path: "sub/a.ts", sizeBytes: 5, diskPath } };
}

test("the bytes come with their SHA-256", async () => {
  const { root, file } = folderWithFile();
  const { content, contentHash } = await readSourceFile(file, root);
  expect(content.toString()).toBe("hello");
  expect(contentHash).toBe(createHash("sha256").update("hello").digest("hex"));
});

test("a file swapped for a link after listing is not read, wherever it leads", async () => {
  const { root, file } = folderWithFile();
  rmSync(file.diskPath);
  symlinkSync("/etc/passwd", file.diskPath);
  await expect(readSourceFile(file, root)).rejects.toMatchObject({ code: "file_outside" });
  await expect(readSourceFile(file)).rejects.toMatchObject({ code: "file_outside" });
});

test("a folder above it swapped for a link after listing leads nowhere", async () => {
  const { root, file } = folderWithFile();
  const outside = tempFolder();
  writeFileSync(join(outside, "a.ts"), "secret");
  renameSync(join(root, "sub"), join(root, "old"));
  symlinkSync(outside, join(root, "sub"));
  await expect(readSourceFile(file, root)).rejects.toMatchObject({ code: "file_outside" });
});

test("a pipe put in its place neither hangs nor is read", async () => {
  const { root, file } = folderWithFile();
  rmSync(file.diskPath);
  execFileSync("mkfifo", [file.diskPath]);
  await expect(readSourceFile(file, root)).rejects.toMatchObject({ code: "file_changed" });
});

test("a file that vanished or grew beyond the limit says so", async () => {
  const { root, file } = folderWithFile();
  truncateSync(file.diskPath, 2 * 1024 * 1024);
  await expect(readSourceFile(file, root)).rejects.toMatchObject({ code: "file_changed" });
  rmSync(file.diskPath);
  await expect(readSourceFile(file, root)).rejects.toMatchObject({ code: "file_changed" });
});
