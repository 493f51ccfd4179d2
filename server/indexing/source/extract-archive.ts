import { closeSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { ArchiveContents, type OpenArchive } from "./archive-contents.ts";
import { dropIgnored } from "./drop-ignored.ts";
import { ignoreFileNames, readIgnoreFile } from "./ignore-rules.ts";
import { defaultSourceLimits, type SourceLimits, SourceRefusal, sizeInWords } from "./limits.ts";
import { byPath, type DiskFile, type SourceListing } from "./listed-file.ts";
import { readTar } from "./read-tar.ts";
import { encryptedRefusal, readZip } from "./read-zip.ts";
import { SourceBudget, type SourceProgress } from "./source-budget.ts";

/**
 * Unpacks a zip, tar or gzipped tar, told by its bytes and never by its name, into numbered files of `targetDir`
 * (made if missing, the caller's to delete, also after a refusal). Reads and inflates synchronously: run it in a
 * worker thread. Throws SourceRefusal; errors of the disk (ENOSPC …) come as they are.
 */
export async function extractArchive({
  archivePath,
  targetDir,
  signal,
  limits,
  onProgress,
}: {
  archivePath: string;
  targetDir: string;
  signal?: AbortSignal | undefined;
  limits?: Partial<SourceLimits> | undefined;
  onProgress?: ((progress: SourceProgress) => void) | undefined;
}): Promise<SourceListing<DiskFile>> {
  const budget = new SourceBudget({ ...defaultSourceLimits, ...limits }, signal, onProgress);
  budget.check();
  mkdirSync(targetDir, { recursive: true });
  const contents = new ArchiveContents(targetDir, budget);
  const descriptor = openSync(archivePath, "r");
  try {
    const archive = { descriptor, sizeBytes: fstatSync(descriptor).size };
    if (archive.sizeBytes > budget.limits.maxArchiveBytes) throw tooLarge(budget.limits);
    await unpack(archive, contents, budget);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    closeSync(descriptor);
  }

  const unpacked = contents.listing();
  const kept = await dropIgnored(unpacked.files, budget, {
    names: ignoreFileNames,
    textOf: ({ diskPath }) => readIgnoreFile(diskPath, budget.limits.maxIgnoreFileBytes),
  });
  if (kept.files.length === 0) {
    throw new SourceRefusal(
      "empty",
      "This archive holds no file that could be indexed. Pack the folder that holds the code, then add it again.",
    );
  }
  return { files: kept.files, skipped: [...unpacked.skipped, ...kept.skipped].sort(byPath) };
}

async function unpack(archive: OpenArchive, contents: ArchiveContents, budget: SourceBudget): Promise<void> {
  const head = Buffer.alloc(512);
  readSync(archive.descriptor, head, 0, head.length, 0);
  const magic = head.readUInt32LE(0);
  // Local file header, or the end record of a zip without entries.
  if (magic === 0x04034b50 || magic === 0x06054b50) return readZip(archive, contents, budget);
  if (head.readUInt16LE(0) === 0x8b1f) return readTar(archive, { gzipped: true }, contents, budget);
  if (head.toString("latin1", 257, 262) === "ustar")
    return readTar(archive, { gzipped: false }, contents, budget);
  throw new SourceRefusal(
    "not_an_archive",
    "This file is neither a zip nor a tar archive. Add a .zip, .tar.gz or .tar of the folder that holds the code.",
  );
}

/** Whatever a parser finds wrong means a damaged archive; refusals and errors of the operating system pass. */
function asRefusal(error: unknown): unknown {
  if (error instanceof SourceRefusal || (error instanceof Error && "syscall" in error)) return error;
  // yauzl's word for a directory that is itself encrypted.
  if (error instanceof Error && error.message.includes("encryption")) return encryptedRefusal();
  return new SourceRefusal(
    "damaged_archive",
    "This archive is damaged or incomplete. Download or pack it again, then add it again.",
    { cause: error },
  );
}

function tooLarge({ maxArchiveBytes }: SourceLimits): SourceRefusal {
  return new SourceRefusal(
    "too_large",
    `This archive is larger than ${sizeInWords(maxArchiveBytes)}. Leave out data and build output, or add its parts as repositories of their own.`,
  );
}
