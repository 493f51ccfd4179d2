const MiB = 1024 * 1024;

/** What one repository may cost. Every number is a ceiling: reaching it is allowed, passing it is refused. */
export type SourceLimits = {
  /** Bytes of all listed files together; of an archive, everything it unpacks to. */
  maxTotalBytes: number;
  maxFiles: number;
  /** Files, folders, links and whatever else is met, listed or not. */
  maxEntries: number;
  /** A larger file is skipped, not refused. */
  maxFileBytes: number;
  maxArchiveBytes: number;
  /** Unpacked bytes for each packed byte, beyond the first `ratioFloorBytes`. */
  maxRatio: number;
  ratioFloorBytes: number;
  /** A longer path, or a name longer than any file system takes, is skipped. */
  maxPathBytes: number;
  maxNameBytes: number;
  maxDepth: number;
  /** One entry of a git tree as it is listed; a longer path ends the listing. */
  maxEntryBytes: number;
  /** Only this much of a .gitignore or .carrelignore is read. */
  maxIgnoreFileBytes: number;
  timeoutMs: number;
};

/** Source code packs 3 to 10 times and a tar of empty files 60 times; a bomb packs 1,000 times. */
export const defaultSourceLimits: SourceLimits = {
  maxTotalBytes: 2048 * MiB,
  maxFiles: 100_000,
  maxEntries: 150_000,
  maxFileBytes: MiB,
  maxArchiveBytes: 512 * MiB,
  maxRatio: 200,
  ratioFloorBytes: 10 * MiB,
  maxPathBytes: 1024,
  maxNameBytes: 255,
  maxDepth: 64,
  maxEntryBytes: 256 * 1024,
  maxIgnoreFileBytes: 64 * 1024,
  timeoutMs: 5 * 60_000,
};

export type SourceRefusalCode =
  | "not_an_archive"
  | "damaged_archive"
  | "damaged_repository"
  | "encrypted_archive"
  | "overlapping_entries"
  | "ratio"
  | "unsafe_path"
  | "too_many_files"
  | "too_large"
  | "empty"
  | "folder_outside"
  | "folder_missing"
  | "folder_unreadable"
  | "file_outside"
  | "file_changed"
  | "timeout"
  | "cancelled";

/** A source, or a file of it, that Carrel will not take. The message is for the person who added it. */
export class SourceRefusal extends Error {
  override readonly name = "SourceRefusal";
  readonly code: SourceRefusalCode;

  constructor(code: SourceRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** "1 MiB", "2 GiB": sizes as the refusals name them. */
export function sizeInWords(bytes: number): string {
  const [amount, unit] =
    bytes >= 1024 * MiB
      ? [bytes / (1024 * MiB), "GiB"]
      : bytes >= MiB
        ? [bytes / MiB, "MiB"]
        : bytes >= 1024
          ? [bytes / 1024, "KiB"]
          : [bytes, "bytes"];
  return `${Number(amount.toFixed(1))} ${unit}`;
}
