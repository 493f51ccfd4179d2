import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { startS3Server } from "@/tests/support/s3-server";
import { newBlobKey } from "./blob-key";
import { s3Store } from "./s3-store";

const s3 = await startS3Server();
afterAll(() => s3.close());

const key = newBlobKey("a", "heron");
const errorOf = (work: Promise<unknown>): Promise<Error & { isPassing?: boolean }> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: Error) => error,
  );

test.each([
  ["a wrong key", { accessKeyId: "nobody" }, /403 \(InvalidAccessKeyId\).*BLOB_S3_ACCESS_KEY_ID/s],
  ["a wrong secret", { secretAccessKey: "canary" }, /403 \(SignatureDoesNotMatch\).*BLOB_S3_SECRET/s],
  ["a bucket that is not there", { bucket: "nowhere" }, /404 \(NoSuchBucket\).*BLOB_S3_BUCKET/s],
])("%s is refused in words that say what to correct, and is never taken for a missing file", async (_, wrong, words) => {
  const store = s3Store({ ...s3.settings, ...wrong });
  for (const work of [
    () => store.put(key, Buffer.from("x")),
    () => store.get(key),
    () => store.remove(key),
    () => Array.fromAsync(store.listAll()),
  ]) {
    const error = await errorOf(work());
    expect(error).toMatchObject({ name: "BlobStoreError", isPassing: false });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain("canary");
  }
});

test("a server that is away loses nothing, says so, and goes on when it is back", async () => {
  const store = s3Store(s3.settings);
  await store.put(key, Buffer.from("heron"));
  await s3.stop();
  for (const work of [() => store.get(key), () => store.put(newBlobKey("a", "x"), Buffer.from("x"))])
    expect(await errorOf(work())).toMatchObject({
      ...{ name: "BlobStoreError", isPassing: true },
      message: expect.stringMatching(/^The S3 server at http:\S+ does not answer \(.*ECONNREFUSED/),
    });
  await s3.start();
  expect((await store.get(key))?.toString()).toBe("heron");
});

test("a server that is busy is asked again, and half an answer is none", async () => {
  let asked = 0;
  const store = await storeOf((_, response) => {
    asked += 1;
    if (asked < 3) response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
    else response.end("heron");
  });
  expect((await store.get(key))?.toString()).toBe("heron");
  expect(asked).toBe(3);
  const cut = await storeOf((_, response) => {
    response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
  });
  expect(await errorOf(cut.get(key))).toMatchObject({ name: "BlobStoreError", isPassing: true });
});

test("what is no S3 server is never taken for an empty one", async () => {
  const page = await storeOf((_, response) => response.end("<html><body>Welcome</body></html>"));
  await expect(Array.fromAsync(page.listAll())).rejects.toThrow(/no listing/);
  const nothing = await storeOf((_, response) => response.writeHead(404).end("Not found"));
  await expect(nothing.get(key)).rejects.toThrow(/refuses with 404/);
});

/** A store on a server that answers so. */
async function storeOf(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return s3Store({ ...s3.settings, endpoint: `http://127.0.0.1:${port}` });
}
