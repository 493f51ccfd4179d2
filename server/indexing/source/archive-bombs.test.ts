import { Worker } from "node:worker_threads";
import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { makeZip, tarBlocks, writeArchive } from "./test-archives.ts";

const MiB = 1024 * 1024;
const LIMIT_MS = 2000;
const LIMIT_BYTES = 150 * MiB;

/** As in production: in a worker thread. Its memory is the growth of the whole process, buffers included. */
async function unpackInWorker(bytes: Buffer): Promise<{ code: string; ms: number; grownBytes: number }> {
  const script = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.module).then(async ({ extractArchive }) => {
      const before = process.memoryUsage().rss;
      let most = before;
      const watch = () => { most = Math.max(most, process.memoryUsage().rss); };
      const startedMs = performance.now();
      const code = await extractArchive({ ...workerData.archive, onProgress: watch }).then(
        () => "was not refused", (error) => error.code ?? String(error));
      watch();
      parentPort.postMessage({ code, ms: performance.now() - startedMs, grownBytes: most - before });
    });`;
  const worker = new Worker(script, {
    eval: true,
    workerData: {
      archive: writeArchive(bytes),
      module: new URL("./extract-archive.ts", import.meta.url).href,
    },
    resourceLimits: { maxOldGenerationSizeMb: 150 },
  });
  try {
    return await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  } finally {
    await worker.terminate();
  }
}

/** Nine files of 1 MiB with one packed body, few enough to stay below what the ratio notices. */
function overlappingZip(): Buffer {
  const deflated = deflateRawSync(Buffer.alloc(MiB));
  const first = { name: "0", deflated, claimedSize: MiB };
  const rest = Array.from({ length: 8 }, (_, index) => ({
    ...first,
    name: `${index + 1}`,
    sharesHeaderOf: 0,
  }));
  return makeZip([first, ...rest]);
}

function lyingZip(): Buffer {
  const deflated = deflateRawSync(Buffer.alloc(100 * MiB));
  const names = Array.from({ length: 20 }, (_, index) => `${index}`);
  return makeZip(names.map((name) => ({ name, deflated, claimedSize: 900_000 })));
}

function zerosTarGz(): Buffer {
  const sizeBytes = 200 * MiB;
  const blocks = [...tarBlocks({ name: "zeros", claimedSize: sizeBytes }), Buffer.alloc(sizeBytes)];
  return gzipSync(Buffer.concat(blocks), { level: 9 });
}

function millionEntriesTarGz(): Buffer {
  const block = Buffer.concat(
    Array.from({ length: 1000 }, (_, index) => tarBlocks({ name: `f${index}` })).flat(),
  );
  const packed = gzipSync(block, { level: 1 });
  // Members of a gzip file may follow each other, so a million entries cost a thousand copies.
  return Buffer.concat(Array.from({ length: 1000 }, () => packed));
}

const bombs: [string, () => Buffer, string][] = [
  [
    "a zip of a million entries",
    () => makeZip([{ name: "a" }], { claimedCount: 1_000_000 }),
    "too_many_files",
  ],
  ["a tar of a million entries", millionEntriesTarGz, "too_many_files"],
  ["a zip whose entries overlap", overlappingZip, "overlapping_entries"],
  [
    "a zip of 3 GiB of zeros",
    () =>
      makeZip(
        Array.from({ length: 3 }, (_, index) => ({
          name: `${index}`,
          deflated: deflateRawSync(Buffer.alloc(2 * MiB)),
          claimedSize: 1024 * MiB,
        })),
      ),
    "ratio",
  ],
  ["a zip that lies about its sizes", lyingZip, "damaged_archive"],
  ["a gzipped tar of zeros", zerosTarGz, "ratio"],
  ["a gzip of nothing but zeros", () => gzipSync(Buffer.alloc(300 * MiB), { level: 9 }), "ratio"],
];

test.each(bombs)("%s is refused within 2 s and 150 MB", { timeout: 60_000 }, async (_name, make, code) => {
  const result = await unpackInWorker(make());
  expect(result.code).toBe(code);
  expect(result.ms).toBeLessThan(LIMIT_MS);
  expect(result.grownBytes).toBeLessThan(LIMIT_BYTES);
});
