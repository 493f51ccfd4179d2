import { crc32, inflateRawSync } from "node:zlib";
import yauzl from "yauzl";
import { ExtractionRefusal } from "./extracted.ts";

const MiB = 1024 * 1024;
const MOST_ENTRIES = 10_000;
/** What all parts unpack to. Text packs 5 to 30 times; a bomb packs 1,000 times. */
const MOST_BYTES = 200 * MiB;
const MOST_BYTES_OF_A_PART = 16 * MiB;
/** Of all parts that are read, each as often as it is: a presentation may show one slide two thousand times. */
const MOST_BYTES_READ = 32 * MiB;
const MOST_RATIO = 200;
const RATIO_FLOOR = 10 * MiB;
const LOCAL_HEADER_BYTES = 30;

interface Part {
  start: number;
  packedBytes: number;
  bytes: number;
  method: number;
  sum: number;
}

/** The parts of an Open XML file, by name. A part is unpacked when it is read, to the size that the directory claims. */
export class Package {
  readonly #bytes: Buffer;
  readonly #parts: Map<string, Part>;
  #bytesRead = 0;

  constructor(bytes: Buffer, parts: Map<string, Part>) {
    this.#bytes = bytes;
    this.#parts = parts;
  }

  names(): string[] {
    return [...this.#parts.keys()];
  }

  /** Undefined where there is no such part. Throws `ExtractionRefusal` for one that is not what it claims. */
  read(name: string): Buffer | undefined {
    const part = this.#parts.get(name);
    if (!part) return undefined;
    if (part.bytes > MOST_BYTES_OF_A_PART)
      throw new ExtractionRefusal(
        "One of its parts holds more than 16 MiB of text, more than can be read. Split it.",
      );
    this.#bytesRead += part.bytes;
    if (this.#bytesRead > MOST_BYTES_READ)
      throw new ExtractionRefusal(
        "Its parts hold more than 32 MiB of text, more than can be read. Split it.",
      );
    const at = part.start;
    if (this.#bytes.length < at + LOCAL_HEADER_BYTES || this.#bytes.readUInt32LE(at) !== 0x04034b50)
      throw damaged();
    const from =
      at + LOCAL_HEADER_BYTES + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28);
    const packed = this.#bytes.subarray(from, from + part.packedBytes);
    const content = part.method === 0 ? packed : inflate(packed, part.bytes);
    if (content.length !== part.bytes || crc32(content) !== part.sum) throw damaged();
    return content;
  }

  /** A part of XML as text. External entities and definitions of one's own have no place in this kind of file. */
  readXml(name: string): string | undefined {
    const text = this.read(name)?.toString("utf8");
    if (text !== undefined && /<!(DOCTYPE|ENTITY)/i.test(text))
      throw new ExtractionRefusal(
        "It holds definitions of a document type, as no office program writes them. Save it again with an ordinary program.",
      );
    return text;
  }
}

/** Judges a whole zip by its directory before anything is unpacked. */
export async function openPackage(bytes: Buffer): Promise<Package> {
  const parts = new Map<string, Part>();
  const ranges: { start: number; end: number }[] = [];
  let total = 0;
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: false });
    if (zip.entryCount > MOST_ENTRIES) throw bomb();
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw encrypted();
      const { compressedSize: packedBytes, uncompressedSize, relativeOffsetOfLocalHeader: start } = entry;
      ranges.push({ start, end: start + LOCAL_HEADER_BYTES + packedBytes });
      total += uncompressedSize;
      const isDense = total > RATIO_FLOOR + MOST_RATIO * bytes.length;
      if (total > MOST_BYTES || isDense || uncompressedSize > 1032 * (packedBytes + 1)) throw bomb();
      const { compressionMethod: method, crc32: sum } = entry;
      if (method === 0 || method === 8)
        parts.set(entry.fileName, { start, packedBytes, bytes: uncompressedSize, method, sum });
    }
  } catch (error) {
    throw error instanceof ExtractionRefusal ? error : damaged(error);
  }
  ranges.sort((a, b) => a.start - b.start);
  ranges.reduce((end, range) => {
    if (range.start < end) throw bomb();
    return range.end;
  }, 0);
  return new Package(bytes, parts);
}

function inflate(packed: Buffer, bytes: number): Buffer {
  try {
    // Stops at the first byte beyond the size that is claimed.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw damaged(error);
  }
}

const bomb = () =>
  new ExtractionRefusal(
    "It unpacks to far more than a document could hold, as a zip bomb does. Save it again with an ordinary program.",
  );

const encrypted = () =>
  new ExtractionRefusal("It is protected by a password. Save it without one, then upload it again.");

export const damaged = (cause?: unknown) =>
  new ExtractionRefusal(
    "The file is damaged: it could not be read to its end. Save it again, then upload it.",
    {
      cause,
    },
  );
