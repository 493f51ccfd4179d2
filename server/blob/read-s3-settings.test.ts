import { expect, test } from "vitest";
import { readS3Settings } from "./read-s3-settings";

const whole = {
  BLOB_S3_ENDPOINT: "https://s3.example.org",
  BLOB_S3_BUCKET: "carrel",
  BLOB_S3_ACCESS_KEY_ID: "id",
  BLOB_S3_SECRET_ACCESS_KEY: "secret",
};

test("without any of its variables there is no S3 store, and with all of them there is one", () => {
  expect(readS3Settings({})).toBeUndefined();
  expect(readS3Settings(whole)).toMatchObject({ bucket: "carrel", region: "us-east-1" });
  expect(readS3Settings({ ...whole, BLOB_S3_REGION: "eu-central-1" })).toMatchObject({
    region: "eu-central-1",
  });
});

test.each([
  ...Object.keys(whole).map((name) => [name, { ...whole, [name]: undefined }] as const),
  ["BLOB_S3_ENDPOINT and BLOB_S3_BUCKET", { BLOB_S3_REGION: "eu-central-1" }] as const,
])("a store without %s is refused by the names of what is missing, and tells no secret", (name, given) => {
  expect(() => readS3Settings(given)).toThrow(`${name} `);
  expect(() => readS3Settings(given)).not.toThrow(/secret/);
});
