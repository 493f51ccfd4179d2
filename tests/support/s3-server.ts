import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import S3rver from "@20minutes/s3rver";
import type { S3Settings } from "@/server/blob/read-s3-settings";

/** An S3-compatible server on loopback with one empty bucket, whose objects outlive a `stop`. */
export async function startS3Server() {
  const directory = mkdtempSync(path.join(os.tmpdir(), "carrel-s3-"));
  const bucket = "carrel-test";
  const run = async (port: number) => {
    const server = new S3rver({
      ...{ port, directory, address: "127.0.0.1", silent: true, configureBuckets: [{ name: bucket }] },
    });
    return { server, port: (await server.run()).port };
  };
  let running: Awaited<ReturnType<typeof run>> | undefined = await run(0);
  const { port } = running;
  const stop = async () => {
    const { server } = running ?? {};
    running = undefined;
    server?.httpServer.closeAllConnections();
    await server?.close();
  };
  const settings: S3Settings = {
    ...{ endpoint: `http://127.0.0.1:${port}`, bucket, region: "us-east-1" },
    // The one account that this server knows.
    ...{ accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
  };
  return {
    settings,
    stop,
    start: async () => {
      running = await run(port);
    },
    close: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
