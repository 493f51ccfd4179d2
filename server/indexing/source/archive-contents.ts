import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanArchivePath } from "./archive-path.ts";
import { isWellKnownFolder } from "./ignore-rules.ts";
import { byPath, type DiskFile, reasonFor, type SkipCode, type SourceListing } from "./listed-file.ts";
import type { SourceBudget } from "./source-budget.ts";

/** An open archive. Whoever opened it closes it. */
export type OpenArchive = { descriptor: number; sizeBytes: number };

/** What an entry of an archive claims to be. Directories are only counted. */
export type EntryKind =
  | "file"
  | "directory"
  | Extract<SkipCode, "symbolic_link" | "hard_link" | "special_file">;

/**
 * Collects what an archive holds. Bytes are written under numbers (`000001`, …), never under the names in the
 * archive, so no name can lead anywhere.
 */
export class ArchiveContents {
  readonly #budget: SourceBudget;
  readonly #targetDir: string;
  readonly #files = new Map<string, DiskFile>();
  readonly #skipped = new Map<string, SkipCode>();
  #written = 0;
  #topFolder: string | undefined;
  #hasOneTop = true;

  constructor(targetDir: string, budget: SourceBudget) {
    this.#targetDir = targetDir;
    this.#budget = budget;
  }

  /** To judge the same archive without writing any of it. */
  forFirstLook(budget: SourceBudget): ArchiveContents {
    return new ArchiveContents(this.#targetDir, budget);
  }

  /** Counts an entry and decides on it: the path to `write` it under, or undefined to pass over its bytes. */
  accept(name: string, kind: EntryKind, sizeBytes: number): string | undefined {
    this.#budget.addEntry();
    const { path, skip } = cleanArchivePath(name, this.#budget.limits);
    if (path === "") return undefined;
    const segments = path.split("/");
    this.#noteTop(segments[0] ?? path, segments.length > 1 || kind === "directory");

    const wellKnown = segments.findIndex(isWellKnownFolder);
    if (wellKnown >= 0) {
      this.#skipped.set(`${segments.slice(0, wellKnown + 1).join("/")}/`, "well_known_folder");
      return undefined;
    }
    if (kind === "directory") return undefined;
    const reason =
      skip ??
      (kind !== "file" ? kind : sizeBytes > this.#budget.limits.maxFileBytes ? "over_size_limit" : undefined);
    if (!reason) {
      this.#budget.addFile();
      return path;
    }
    this.skip(path, reason);
    return undefined;
  }

  skip(path: string, reason: SkipCode): void {
    this.#forget(path);
    this.#skipped.set(path, reason);
  }

  /** Of two entries with the same path the last wins, as with tar; names that differ in case are two files. */
  write(path: string, content: Buffer): void {
    this.#forget(path);
    this.#written += 1;
    const diskPath = join(this.#targetDir, String(this.#written).padStart(6, "0"));
    writeFileSync(diskPath, content, { flag: "wx", mode: 0o600 });
    this.#files.set(path, { path, sizeBytes: content.length, diskPath });
  }

  /** All of it by path, without the single folder around everything that GitHub's archives have. */
  listing(): SourceListing<DiskFile> {
    const cut = this.#hasOneTop && this.#topFolder !== undefined ? this.#topFolder.length + 1 : 0;
    const files = [...this.#files.values()].map((file) => ({ ...file, path: file.path.slice(cut) }));
    const skipped = [...this.#skipped].map(([path, code]) => ({
      path: path.slice(cut),
      reason: reasonFor(code),
    }));
    return {
      files: files.sort(byPath),
      skipped: skipped.filter(({ path }) => path !== "").sort(byPath),
    };
  }

  #forget(path: string): void {
    this.#skipped.delete(path);
    const earlier = this.#files.get(path);
    if (!earlier) return;
    this.#files.delete(path);
    rmSync(earlier.diskPath);
  }

  #noteTop(name: string, isFolder: boolean): void {
    if (name === "__MACOSX") return;
    this.#topFolder ??= name;
    if (!isFolder || name !== this.#topFolder) this.#hasOneTop = false;
  }
}
