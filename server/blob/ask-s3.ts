import { hash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { BlobStoreError } from "./blob-store";
import type { S3Settings } from "./read-s3-settings";

// 25 MiB over a line of four megabits.
const TIMEOUT_MS = 60_000;
const TRIES = 3;
const FIRST_WAIT_MS = 200;

export interface S3Question {
  method: "GET" | "PUT" | "DELETE";
  /** Of an object; none is the bucket itself. */
  key?: string;
  query?: Record<string, string>;
  bytes?: Uint8Array;
}

export type AskS3 = (question: S3Question) => Promise<Buffer | undefined>;

/**
 * Asks an S3-compatible server, with the bucket in the path, as all of them understand. Undefined where there is no such
 * object. Tries again for a moment what may pass; throws `BlobStoreError`.
 */
export function askS3(settings: S3Settings): AskS3 {
  return async (question) => {
    for (let left = TRIES - 1; ; left--) {
      try {
        return await askOnce(settings, question);
      } catch (error) {
        const isPassing = error instanceof BlobStoreError && error.isPassing;
        if (!isPassing || left === 0) throw error;
        await setTimeout(FIRST_WAIT_MS * 3 ** (TRIES - 1 - left));
      }
    }
  };
}

async function askOnce(settings: S3Settings, question: S3Question): Promise<Buffer | undefined> {
  const { status, body } = await send(settings, question);
  if (status >= 200 && status < 300) return body;
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(body.toString("utf8", 0, 4_096))?.[1] ?? "no reason given";
  // Only in the server's own words: 404 is also what a wrong address answers.
  if (status === 404 && code === "NoSuchKey") return undefined;
  throw refusalOf(settings, { status, code });
}

async function send(settings: S3Settings, { method, key = "", query = {}, bytes }: S3Question) {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = settings;
  const url = new URL(`${endpoint.replace(/\/+$/, "")}/${bucket}${key === "" ? "" : `/${key}`}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  // Signed with the hash of the bytes, so that the server refuses what has changed on its way.
  const given = { "x-amz-content-sha256": hash("sha256", bytes ?? "") };
  const { headers } = await new AwsV4Signer({
    ...{ url: url.href, method, headers: given },
    ...{ service: "s3", region, accessKeyId, secretAccessKey },
  }).sign();
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) },
      ...(bytes ? { body: new Uint8Array(bytes) } : {}),
    });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  } catch (cause) {
    throw new BlobStoreError(
      `The S3 server at ${endpoint} does not answer (${reasonOf(cause)}). Check that it runs, and BLOB_S3_ENDPOINT.`,
      { isPassing: true, cause },
    );
  }
}

function refusalOf({ endpoint, bucket }: S3Settings, { status, code }: { status: number; code: string }) {
  const said = `The S3 server at ${endpoint} refuses with ${status} (${code}).`;
  if (status >= 500 || status === 429)
    return new BlobStoreError(`${said} Its own log says why.`, { isPassing: true });
  if (code === "NoSuchBucket")
    return new BlobStoreError(`${said} Make the bucket ${bucket} there, or correct BLOB_S3_BUCKET.`, {
      isPassing: false,
    });
  return new BlobStoreError(
    `${said} Check BLOB_S3_ACCESS_KEY_ID, BLOB_S3_SECRET_ACCESS_KEY, BLOB_S3_REGION and this machine's clock, and that ` +
      `the key may read, write, list and delete objects of ${bucket}.`,
    { isPassing: false },
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join("; ");
  return cause instanceof Error ? cause.message : error.message;
}
