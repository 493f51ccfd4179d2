import { readSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import yauzl, { type Entry } from "yauzl";
import type { ArchiveContents, EntryKind, OpenArchive } from "./archive-contents.ts";
import { decodeName } from "./archive-path.ts";
import { SourceRefusal } from "./limits.ts";
import { ratioRefusal, refuseRatio } from "./refuse-ratio.ts";
import { type SourceBudget, tooManyEntries } from "./source-budget.ts";
import { BlockReader } from "./zip-block-reader.ts";

/** The little that is kept of an entry: yauzl's own objects for 100,000 entries would take 100 MB. */
type ZipRecord = Pick<
  Entry,
  "compressedSize" | "uncompressedSize" | "compressionMethod" | "crc32" | "relativeOffsetOfLocalHeader"
> & { path: string };

const LOCAL_HEADER_BYTES = 30;
/** Deflate cannot do better than 1,032 to 1. */
const MAX_DEFLATE_RATIO = 1032;

/** Judges the whole directory of a zip first and only then unpacks a file. Throws SourceRefusal or yauzl's errors. */
export async function readZip(
  archive: OpenArchive,
  contents: ArchiveContents,
  budget: SourceBudget,
): Promise<void> {
  const zip = await yauzl.fromRandomAccessReaderPromise(
    new BlockReader(archive.descriptor),
    archive.sizeBytes,
    {
      decodeStrings: false,
      validateEntrySizes: true,
      autoClose: false,
    },
  );
  // The count in the end record decides how many entries are ever read, so a lie here only hides entries.
  if (zip.entryCount > budget.limits.maxEntries) throw tooManyEntries(budget.limits);

  const records: ZipRecord[] = [];
  const ranges: { start: number; end: number }[] = [];
  for await (const entry of zip.eachEntry()) {
    await budget.breathe();
    if (entry.isEncrypted()) throw encryptedRefusal();
    const { compressedSize, uncompressedSize, compressionMethod, relativeOffsetOfLocalHeader: start } = entry;
    ranges.push({ start, end: start + LOCAL_HEADER_BYTES + compressedSize });
    budget.addBytes(uncompressedSize);
    if (uncompressedSize > MAX_DEFLATE_RATIO * (compressedSize + 1)) throw ratioRefusal();
    refuseRatio(budget.progress.bytes, archive.sizeBytes, budget.limits);
    const path = contents.accept(nameOf(entry), kindOf(entry), uncompressedSize);
    if (path === undefined) continue;
    if (compressionMethod !== 0 && compressionMethod !== 8) contents.skip(path, "unknown_compression");
    else {
      const { crc32: sum } = entry;
      records.push({
        path,
        compressedSize,
        uncompressedSize,
        compressionMethod,
        crc32: sum,
        relativeOffsetOfLocalHeader: start,
      });
    }
  }
  refuseOverlaps(ranges);

  for (const record of records) {
    await budget.breathe();
    contents.write(record.path, readRecord(archive, record, budget.limits.maxFileBytes));
  }
}

/** Entries that share bytes make the densest bombs (42 kB that unpack to 5 GB); honest tools never write them. */
function refuseOverlaps(ranges: { start: number; end: number }[]): void {
  ranges.sort((a, b) => a.start - b.start);
  let end = 0;
  for (const range of ranges) {
    if (range.start < end) {
      throw new SourceRefusal(
        "overlapping_entries",
        "Entries of this zip share the same bytes, as only a zip bomb does. Nothing was added. Pack the folder again with an ordinary tool.",
      );
    }
    end = range.end;
  }
}

function readRecord({ descriptor }: OpenArchive, record: ZipRecord, maxFileBytes: number): Buffer {
  const header = readExactly(descriptor, LOCAL_HEADER_BYTES, record.relativeOffsetOfLocalHeader);
  if (header.readUInt32LE(0) !== 0x04034b50) throw new Error("no local file header where the directory says");
  // Even what cannot be packed grows only by a few bytes; more would be padding to make us allocate.
  if (record.compressedSize > 2 * maxFileBytes)
    throw new Error("packed size far beyond the size it unpacks to");
  const start =
    record.relativeOffsetOfLocalHeader +
    LOCAL_HEADER_BYTES +
    header.readUInt16LE(26) +
    header.readUInt16LE(28);
  const packed = readExactly(descriptor, record.compressedSize, start);
  // Stops inflating at the first byte beyond the size the entry claims.
  const content =
    record.compressionMethod === 0
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(1, record.uncompressedSize) });
  if (content.length !== record.uncompressedSize) throw new Error("unpacks to another size than it claims");
  if (crc32(content) !== record.crc32) throw new Error("checksum does not match");
  return content;
}

function readExactly(descriptor: number, length: number, position: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(descriptor, bytes, 0, length, position) !== length) throw new Error("ends too early");
  return bytes;
}

/** Unless marked as UTF-8 a name is cp437 by the standard, but most tools write UTF-8 unmarked. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const unicodeFlag = 0x800;
  const marked = yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag | unicodeFlag,
    raw,
    entry.extraFields,
    true,
  );
  const name = marked.includes("\ufffd") ? decodeName(raw) : marked;
  return isFromWindows(entry) ? name.replaceAll("\\", "/") : name;
}

function kindOf(entry: Entry): EntryKind {
  if (entry.fileNameRaw.at(-1) === 0x2f) return "directory";
  if (isFromWindows(entry)) return entry.externalFileAttributes & 0x10 ? "directory" : "file";
  switch ((entry.externalFileAttributes >>> 16) & 0o170000) {
    case 0:
    case 0o100000:
      return "file";
    case 0o040000:
      return "directory";
    case 0o120000:
      return "symbolic_link";
    default:
      return "special_file";
  }
}

/** Made on MS-DOS, OS/2 or NTFS, where the upper half of the attributes is no Unix mode and `\` separates. */
function isFromWindows(entry: Entry): boolean {
  return [0, 6, 10, 14].includes(entry.versionMadeBy >>> 8);
}

export function encryptedRefusal(): SourceRefusal {
  return new SourceRefusal(
    "encrypted_archive",
    "This zip is protected by a password. Pack it again without one, then add it again.",
  );
}
