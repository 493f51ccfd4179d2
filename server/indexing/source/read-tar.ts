import { readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import type { ArchiveContents, EntryKind, OpenArchive } from "./archive-contents.ts";
import { decodeName } from "./archive-path.ts";
import { SourceRefusal } from "./limits.ts";
import { refuseRatio } from "./refuse-ratio.ts";
import type { SourceBudget } from "./source-budget.ts";

const BLOCK_BYTES = 64 * 1024;

/**
 * Reads a tar twice: first only its headers, so that a bomb is refused before anything is written, then for the
 * files; at most one is in memory. Throws SourceRefusal or a parser's errors.
 */
export async function readTar(
  archive: OpenArchive,
  form: { gzipped: boolean },
  contents: ArchiveContents,
  budget: SourceBudget,
): Promise<void> {
  const firstLook = budget.forFirstLook();
  const judged = contents.forFirstLook(firstLook);
  await eachEntry(archive, { ...form, budget: firstLook }, async ({ header }) => {
    judged.accept(nameOf(header), kindOf(header), header.size);
  });
  await eachEntry(archive, { ...form, budget }, async (entry) => {
    const path = contents.accept(nameOf(entry.header), kindOf(entry.header), entry.header.size);
    if (path === undefined) return;
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
    contents.write(path, Buffer.concat(chunks));
  });
}

type TarEntry = ReturnType<typeof extract> extends AsyncIterable<infer Source> ? Source : never;

async function eachEntry(
  { descriptor }: OpenArchive,
  { gzipped, budget }: { gzipped: boolean; budget: SourceBudget },
  visit: (entry: TarEntry) => Promise<void>,
): Promise<void> {
  let packedBytes = 0;
  async function* packed(): AsyncGenerator<Buffer> {
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const bytesRead = readSync(descriptor, block, 0, BLOCK_BYTES, packedBytes);
      if (bytesRead === 0) return;
      packedBytes += bytesRead;
      yield block.subarray(0, bytesRead);
    }
  }
  async function* metered(unpacked: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of unpacked) {
      await budget.breathe();
      budget.addBytes(chunk.length);
      refuseRatio(budget.progress.bytes, packedBytes, budget.limits);
      yield chunk;
    }
  }

  // tar-stream's types forget this option. Latin-1 keeps every byte of a name, so it can be decoded with care.
  const options: Parameters<typeof extract>[0] & { filenameEncoding: BufferEncoding } = {
    filenameEncoding: "latin1",
  };
  const entries = extract(options);
  const feeding = gzipped
    ? pipeline(packed(), createGunzip(), metered, entries)
    : pipeline(packed(), metered, entries);
  const reading = (async () => {
    for await (const entry of entries) {
      await visit(entry);
      entry.resume();
    }
  })();
  // Both have ended before the descriptor is closed. Whichever failed first, the other echoes it in its own way.
  const [fed, read] = await Promise.allSettled([feeding, reading]);
  const reasons = [read, fed].flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (reasons.length > 0) throw reasons.find((reason) => reason instanceof SourceRefusal) ?? reasons[0];
}

function nameOf({ name, pax }: Header): string {
  const isFromPax = typeof pax === "object" && pax !== null && "path" in pax && pax.path === name;
  return isFromPax ? name : decodeName(Buffer.from(name, "latin1"));
}

function kindOf({ name, type }: Header): EntryKind {
  // Old tars mark a folder by its name alone.
  if (type === "file" && name.endsWith("/")) return "directory";
  switch (type) {
    case "file":
    case "contiguous-file":
      return "file";
    case "directory":
      return "directory";
    case "symlink":
      return "symbolic_link";
    case "link":
      return "hard_link";
    default:
      return "special_file";
  }
}
