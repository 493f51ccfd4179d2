import { readdirSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { extractArchive } from "./extract-archive.ts";
import { makeZip, refusal, unpack, writeArchive } from "./test-archives.ts";

const MiB = 1024 * 1024;

test("a zip with a password is refused with that reason", async () => {
  expect(await refusal(makeZip([{ name: "a", data: "x", flags: 0x801 }]))).toBe("encrypted_archive");
  expect(await refusal(makeZip([{ name: "a", data: "x", flags: 0x841 }]))).toBe("encrypted_archive");
});

test("zip entries that share bytes are refused", async () => {
  const shared = makeZip([
    { name: "a", data: "x".repeat(2000) },
    { name: "b", data: "x".repeat(2000), sharesHeaderOf: 0 },
  ]);
  expect(await refusal(shared)).toBe("overlapping_entries");
});

test("a zip entry that unpacks to more or less than it claims is refused", async () => {
  const deflated = deflateRawSync(Buffer.alloc(50 * MiB));
  expect(await refusal(makeZip([{ name: "a", deflated, claimedSize: 1000 }]))).toBe("damaged_archive");
  expect(await refusal(makeZip([{ name: "a", data: "abc", claimedSize: 10 }]))).toBe("damaged_archive");
  expect(await refusal(makeZip([{ name: "a", data: "abc", method: 0, claimedSize: 10 }]))).toBe(
    "damaged_archive",
  );
});

test("a zip entry with a wrong checksum is refused as damaged", async () => {
  expect(await refusal(makeZip([{ name: "a", data: "abc", claimedCrc: 1 }]))).toBe("damaged_archive");
});

test("a zip entry that claims more than Deflate can do is refused", async () => {
  expect(await refusal(makeZip([{ name: "a", data: "abc", claimedSize: 9 * MiB }]))).toBe("ratio");
});

test("a zip that claims to hold more than the limit is refused before anything is unpacked", async () => {
  const archive = writeArchive(
    makeZip([
      { name: "a", data: "x".repeat(9) },
      { name: "b", data: "x".repeat(9) },
    ]),
  );
  await expect(extractArchive({ ...archive, limits: { maxTotalBytes: 10 } })).rejects.toMatchObject({
    code: "too_large",
  });
  expect(readdirSync(archive.targetDir)).toEqual([]);
});

test("zip files packed with an unknown method are skipped", async () => {
  const zip = makeZip([{ name: "a" }, { name: "b", data: "x", method: 93 }]);
  expect((await unpack(zip)).skipped).toEqual({ b: "unknown_compression" });
});

test("backslashes in a zip from Windows separate folders", async () => {
  const zip = makeZip([
    { name: "src\\a.ts", data: "x", madeBy: 0 },
    { name: "b", madeBy: 0 },
  ]);
  expect((await unpack(zip)).files).toEqual({ b: "", "src/a.ts": "x" });
});
