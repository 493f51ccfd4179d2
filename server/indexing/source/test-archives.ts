import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { extractArchive } from "./extract-archive.ts";
import type { SourceLimits } from "./limits.ts";

/** Archives made byte by byte for tests, as no honest tool would write them. */

export type ZipEntry = {
  name: string | Buffer;
  data?: string | Buffer;
  /** Already deflated, in the place of `data`. */
  deflated?: Buffer;
  flags?: number;
  method?: number;
  /** Unix mode; the upper half of the external attributes. */
  mode?: number;
  madeBy?: number;
  claimedSize?: number;
  claimedCrc?: number;
  /** Points to the local header of an earlier entry by its index and writes none. */
  sharesHeaderOf?: number;
};

export function makeZip(entries: ZipEntry[], { claimedCount = entries.length } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = Buffer.from(entry.data ?? "");
    const method = entry.method ?? 8;
    const packed = entry.deflated ?? (method === 8 ? deflateRawSync(data) : data);
    const size = entry.claimedSize ?? data.length;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0x800, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(entry.claimedCrc ?? crc32(data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(size, 18);
    shared.writeUInt16LE(name.length, 22);
    const offset = entry.sharesHeaderOf === undefined ? at : (offsets[entry.sharesHeaderOf] ?? 0);
    offsets.push(offset);
    if (entry.sharesHeaderOf === undefined) {
      parts.push(Buffer.from("PK\x03\x04"), shared, name, packed);
      at += 30 + name.length + packed.length;
    }
    const central = Buffer.alloc(46);
    central.write("PK\x01\x02", 0, "latin1");
    central.writeUInt16LE((entry.madeBy ?? 3) << 8, 4);
    shared.copy(central, 6);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(Math.min(claimedCount, 0xfffe), 8);
  end.writeUInt16LE(Math.min(claimedCount, 0xfffe), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  if (claimedCount <= 0xfffe) return Buffer.concat([...parts, central, end]);

  const end64 = Buffer.alloc(76);
  end64.write("PK\x06\x06", 0, "latin1");
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(claimedCount), 24);
  end64.writeBigUInt64LE(BigInt(claimedCount), 32);
  end64.writeBigUInt64LE(BigInt(central.length), 40);
  end64.writeBigUInt64LE(BigInt(at), 48);
  end64.write("PK\x06\x07", 56, "latin1");
  end64.writeBigUInt64LE(BigInt(at + central.length), 64);
  return Buffer.concat([...parts, central, end64, end]);
}

export type TarEntry = {
  name: string | Buffer;
  data?: string | Buffer;
  type?: string;
  link?: string;
  claimedSize?: number;
};

export function makeTar(entries: TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap((entry) => tarBlocks(entry)), Buffer.alloc(1024)]);
}

export function tarBlocks({ name, data = "", type = "0", link = "", claimedSize }: TarEntry): Buffer[] {
  const content = Buffer.from(data);
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  header.write(
    `0000644 0000000 0000000 ${(claimedSize ?? content.length).toString(8).padStart(11, "0")} 00000000000 `,
    100,
  );
  header.write(`        ${type}${link}`, 148);
  header.write("ustar\x0000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/** A record of a PAX header; its length counts itself. */
export function paxPath(path: string): string {
  const rest = ` path=${path}\n`;
  let length = Buffer.byteLength(rest) + 2;
  while (length !== Buffer.byteLength(rest) + String(length).length) length += 1;
  return `${length}${rest}`;
}

/** A folder of its own for one test, deleted when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "carrel-source-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeArchive(bytes: Buffer): { archivePath: string; targetDir: string } {
  const folder = tempFolder();
  const archivePath = join(folder, "archive");
  writeFileSync(archivePath, bytes);
  return { archivePath, targetDir: join(folder, "unpacked") };
}

/** What `extractArchive` makes of these bytes: texts and reasons by path. */
export async function unpack(bytes: Buffer, limits?: Partial<SourceLimits>) {
  const { files, skipped } = await extractArchive({ ...writeArchive(bytes), limits });
  return {
    files: Object.fromEntries(files.map((file) => [file.path, readFileSync(file.diskPath, "utf8")])),
    skipped: Object.fromEntries(skipped.map(({ path, reason }) => [path, reason.code])),
  };
}

/** The code with which it refuses them. */
export async function refusal(bytes: Buffer, limits?: Partial<SourceLimits>): Promise<unknown> {
  return unpack(bytes, limits).then(
    () => "was not refused",
    (error) => error.code,
  );
}
