import { hash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { newBlobKey } from "./blob-key";
import { directoryStore } from "./directory-store";

const root = mkdtempSync(path.join(os.tmpdir(), "carrel-blobs-"));
const store = directoryStore(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const keyOf = (organizationId: string, text: string) => newBlobKey(organizationId, hash("sha256", text));

test("what was put is there, for this user alone, until it is removed", async () => {
  const key = keyOf("a", "heron");
  await store.put(key, Buffer.from("heron"));
  expect((await store.get(key))?.toString()).toBe("heron");
  expect(statSync(path.join(root, key)).mode & 0o077).toBe(0);
  await store.remove(key);
  await store.remove(key);
  expect(await store.get(key)).toBeUndefined();
});

test("one content has another name each time, and nothing but such a name leads anywhere", async () => {
  expect(keyOf("a", "heron")).not.toBe(keyOf("a", "heron"));
  for (const key of ["../../etc/passwd", "a", `${keyOf("a", "x")}/..`, ""]) {
    await expect(async () => store.get(key)).rejects.toThrow("no key");
    await expect(async () => store.put(key, Buffer.from("x"))).rejects.toThrow("no key");
  }
});

test("an organization's bytes are listed and removed without those of another", async () => {
  const [one, other] = [keyOf("one", "x"), keyOf("other", "x")];
  await store.put(one, Buffer.from("x"));
  await store.put(other, Buffer.from("x"));
  expect((await Array.fromAsync(store.list("one"))).map(({ key }) => key)).toEqual([one]);
  await store.removeAll("one");
  expect(await Array.fromAsync(store.list("one"))).toEqual([]);
  expect(await store.get(other)).toBeDefined();
  expect(readdirSync(root)).not.toContain(one.slice(0, 32));
});
