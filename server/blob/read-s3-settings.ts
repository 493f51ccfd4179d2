/** An S3-compatible server and the bucket on it that holds the blobs. */
export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const NEEDED = [
  "BLOB_S3_ENDPOINT",
  "BLOB_S3_BUCKET",
  "BLOB_S3_ACCESS_KEY_ID",
  "BLOB_S3_SECRET_ACCESS_KEY",
] as const;

type Given = Partial<Record<(typeof NEEDED)[number] | "BLOB_S3_REGION", string | undefined>>;

/** The configured S3 store; undefined where none is. Throws with what is missing of one that is half configured. */
export function readS3Settings(given: Given): S3Settings | undefined {
  const missing = NEEDED.filter((name) => given[name] === undefined);
  const {
    BLOB_S3_ENDPOINT: endpoint,
    BLOB_S3_BUCKET: bucket,
    BLOB_S3_REGION: region,
    BLOB_S3_ACCESS_KEY_ID: accessKeyId,
    BLOB_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = given;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) {
    if (missing.length === NEEDED.length && region === undefined) return undefined;
    throw new Error(
      `The S3 store of uploaded documents is half configured: ${missing.join(" and ")} must be set too, or none of the ` +
        "BLOB_S3_ variables, and documents lie in DATA_DIR. See .env.example.",
    );
  }
  // What most servers that are no AWS take for theirs.
  return { endpoint, bucket, region: region ?? "us-east-1", accessKeyId, secretAccessKey };
}
