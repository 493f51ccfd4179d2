import { hash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startS3Server } from "@/tests/support/s3-server";
import { newBlobKey } from "./blob-key";
import { directoryStore } from "./directory-store";
import { s3Store } from "./s3-store";

const root = mkdtempSync(path.join(os.tmpdir(), "carrel-blobs-"));
const s3 = await startS3Server();
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await s3.close();
});

const keyOf = (organizationId: string, text: string) => newBlobKey(organizationId, hash("sha256", text));

describe.each([
  ["a directory", directoryStore(root)],
  ["a bucket of an S3-compatible server", s3Store(s3.settings, { keysAPage: 3 })],
])("%s", (_, store) => {
  test("what was put is there as it was, until it is removed", async () => {
    const key = keyOf("a", "heron");
    const bytes = randomBytes(3 * 1024 * 1024);
    await store.put(key, bytes);
    expect((await store.get(key))?.equals(bytes)).toBe(true);
    await store.remove(key);
    await store.remove(key);
    expect(await store.get(key)).toBeUndefined();
  });

  test("nothing but a key of ours leads anywhere", async () => {
    const paths = ["../../etc/passwd", "a", `${keyOf("a", "x")}/..`, `${keyOf("a", "x")}?acl`, ""];
    for (const key of paths) {
      await expect(store.get(key)).rejects.toThrow("no key");
      await expect(store.put(key, Buffer.from("x"))).rejects.toThrow("no key");
      await expect(store.remove(key)).rejects.toThrow("no key");
    }
  });

  test("an organization's bytes are listed and removed without those of another", async () => {
    const [many, other] = [
      Array.from({ length: 8 }, (_, index) => keyOf("one", `${index}`)),
      keyOf("two", "x"),
    ];
    const earlier = Date.now() - 2_000;
    for (const key of many) await store.put(key, Buffer.from("heron"));
    await store.put(other, Buffer.from("x"));
    const listed = await Array.fromAsync(store.list("one"));
    expect(listed.map(({ key }) => key).sort()).toEqual(many.toSorted());
    for (const { sizeBytes, storedAt } of listed) {
      expect(sizeBytes).toBe(5);
      expect(storedAt.getTime()).toBeGreaterThan(earlier);
    }
    expect((await Array.fromAsync(store.listAll())).map(({ key }) => key).sort()).toEqual(
      [...many, other].sort(),
    );
    await store.removeAll("one");
    await store.removeAll("nobody");
    expect(await Array.fromAsync(store.list("one"))).toEqual([]);
    expect((await store.get(other))?.toString()).toBe("x");
    await store.removeAll("two");
  });
});

test("files of a directory are this user's alone, and one that was not written to its end is swept, not listed", async () => {
  const folder = path.join(root, "own");
  const store = directoryStore(folder);
  const key = keyOf("a", "x");
  await store.put(key, Buffer.from("x"));
  expect(statSync(path.join(folder, key)).mode & 0o077).toBe(0);
  const shard = path.dirname(path.join(folder, key));
  writeFileSync(path.join(shard, `${path.basename(key)}.1234.part`), "half");
  mkdirSync(path.join(folder, "lost+found"));
  expect((await Array.fromAsync(store.listAll())).map((one) => one.key)).toEqual([key]);
  await store.removeUnfinished("a", new Date(Date.now() - 60_000));
  expect(readdirSync(shard)).toHaveLength(2);
  await store.removeUnfinished("a", new Date(Date.now() + 60_000));
  expect(readdirSync(shard)).toEqual([path.basename(key)]);
});

test("one content has another name each time", () => {
  expect(keyOf("a", "heron")).not.toBe(keyOf("a", "heron"));
});
