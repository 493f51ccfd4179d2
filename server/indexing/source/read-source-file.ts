import { hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, realpathSync } from "node:fs";
import { defaultSourceLimits, SourceRefusal } from "./limits.ts";
import type { DiskFile } from "./listed-file.ts";
import { isInside } from "./resolve-allowed-folder.ts";

/**
 * Reads a listed file whole; `contentHash` is the SHA-256 of its bytes in hex. With `root` the opened file itself is
 * checked to lie inside it, so neither the file nor a folder above it can be swapped for a link after listing.
 * Throws SourceRefusal `file_outside` or `file_changed`.
 */
export async function readSourceFile(
  file: DiskFile,
  root?: string,
): Promise<{ content: Buffer; contentHash: string }> {
  const descriptor = openUnlinked(file);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw changed(file);
    if (root !== undefined && !isConfined(pathOf(descriptor, file), file, root)) {
      throw new SourceRefusal(
        "file_outside",
        `${file.path} leads outside of its folder, so it was not read.`,
      );
    }
    const content = readBounded(descriptor, stats.size, file);
    return { content, contentHash: hash("sha256", content) };
  } finally {
    closeSync(descriptor);
  }
}

/** O_NONBLOCK, or a pipe put in the file's place would hang the thread for ever. */
function openUnlinked(file: DiskFile): number {
  try {
    return openSync(file.diskPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOOP") {
      throw new SourceRefusal("file_outside", `${file.path} became a link, so it was not read.`, {
        cause: error,
      });
    }
    throw changed(file, error);
  }
}

/** Listing resolved every link of `diskPath`: a file opened there lies where it was found. */
function isConfined(openedPath: string, file: DiskFile, root: string): boolean {
  return openedPath === file.diskPath || isInside(openedPath, realpathSync.native(root));
}

/** Where the opened file lies: Linux tells it of the descriptor; elsewhere the path must still name the same file. */
function pathOf(descriptor: number, file: DiskFile): string {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // A container without /proc.
    }
  }
  const path = realpathSync.native(file.diskPath);
  const again = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const [opened, named] = [fstatSync(descriptor), fstatSync(again)];
    if (opened.ino !== named.ino || opened.dev !== named.dev) throw changed(file);
    return path;
  } finally {
    closeSync(again);
  }
}

function readBounded(descriptor: number, sizeBytes: number, file: DiskFile): Buffer {
  const { maxFileBytes } = defaultSourceLimits;
  if (sizeBytes > maxFileBytes) throw changed(file);
  // One byte more than it should have, to notice that it grew.
  const bytes = Buffer.allocUnsafe(sizeBytes + 1);
  let length = 0;
  while (length < bytes.length) {
    const bytesRead = readSync(descriptor, bytes, length, bytes.length - length, length);
    length += bytesRead;
    // Fewer than asked for is the end where the end was expected; before it, perhaps a slow disk.
    if (bytesRead === 0 || length === sizeBytes) break;
  }
  if (length > sizeBytes) throw changed(file);
  return bytes.subarray(0, length);
}

function changed(file: DiskFile, cause?: unknown): SourceRefusal {
  return new SourceRefusal(
    "file_changed",
    `${file.path} was changed or removed while it was being indexed. Index again.`,
    { cause },
  );
}
