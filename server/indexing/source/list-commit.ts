import type { FetchedRepository } from "../../git/git-guards.ts";
import { decodeName, leadsOutside, skipCodeOfPath } from "./archive-path.ts";
import { dropIgnored } from "./drop-ignored.ts";
import { gitRecords } from "./git-records.ts";
import { isWellKnownFolder } from "./ignore-rules.ts";
import { defaultSourceLimits, type SourceLimits, SourceRefusal } from "./limits.ts";
import { byPath, type GitFile, reasonFor, type SkipCode, type SourceListing } from "./listed-file.ts";
import { readBlobs } from "./read-blobs.ts";
import { SourceBudget } from "./source-budget.ts";

/** What is committed is wanted, so a .gitignore says nothing here; a .carrelignore does. */
const IGNORE_FILE = ".carrelignore";
const MAX_IGNORE_FILES = 200;
const SHOWN_CHARACTERS = 200;

type Commit = { repository: FetchedRepository; commit: string };

/**
 * Lists the files of a commit (git ls-tree, git cat-file --batch-check) without checking anything out. Links and
 * submodules are skipped; two names that differ in case are two files. Run it in a worker thread. Throws SourceRefusal.
 */
export async function listCommit({
  repository,
  commit,
  signal,
  limits,
}: Commit & { signal?: AbortSignal; limits?: Partial<SourceLimits> }): Promise<SourceListing> {
  const budget = new SourceBudget({ ...defaultSourceLimits, ...limits }, signal);
  const tree = new Tree(budget);
  for await (const entry of gitRecords(repository, ["ls-tree", "-r", "-z", "--full-tree", commit], budget)) {
    await budget.breathe();
    tree.add(entry);
  }
  const sizes = await readSizes(repository, tree.candidates, budget);
  const files = tree.candidates.flatMap((file) => {
    const sizeBytes = sizes.get(file.blobId);
    // What the server kept back on request is missing: it was larger than any file that is indexed.
    if (sizeBytes === undefined || sizeBytes > budget.limits.maxFileBytes) {
      tree.skip(file.path, "over_size_limit");
      return [];
    }
    budget.addFile();
    budget.addBytes(sizeBytes);
    return [{ ...file, sizeBytes }];
  });
  const kept = await dropIgnored(files, budget, ignoreTexts(repository, files, budget));
  if (kept.files.length === 0) {
    throw new SourceRefusal("empty", "The repository holds no file that could be indexed.");
  }
  return {
    files: kept.files.sort(byPath),
    skipped: [...tree.skipped(), ...kept.skipped].sort(byPath),
  };
}

/** Sorts the entries of a tree into files to look at and paths to skip, each path once. */
class Tree {
  readonly candidates: GitFile[] = [];
  readonly #budget: SourceBudget;
  readonly #taken = new Set<string>();
  readonly #skipped = new Map<string, SkipCode>();

  constructor(budget: SourceBudget) {
    this.#budget = budget;
  }

  /** `MODE SP TYPE SP ID TAB PATH` */
  add(entry: Buffer): void {
    this.#budget.addEntry();
    const skipped = this.#take(entry);
    if (skipped) this.skip(skipped.path, skipped.code);
  }

  /** Takes a file to look at; what is to be skipped is given back. */
  #take(entry: Buffer): { path: string; code: SkipCode } | undefined {
    const tab = entry.indexOf(9);
    const [mode = "", type, blobId = ""] = entry.toString("latin1", 0, tab).split(" ");
    const path = decodeName(entry.subarray(tab + 1));
    if (leadsOutside(path)) throw unsafe(path);
    const segments = path.split("/");
    const wellKnown = segments.findIndex(isWellKnownFolder);
    if (wellKnown >= 0) {
      const isFile = wellKnown === segments.length - 1;
      const prefix = segments.slice(0, wellKnown + 1).join("/");
      return { path: isFile ? prefix : `${prefix}/`, code: "well_known_folder" };
    }
    const code =
      type === "commit"
        ? "submodule"
        : mode === "120000"
          ? "symbolic_link"
          : skipCodeOfPath(path, segments, this.#budget.limits);
    if (code) return { path: this.#shown(path, blobId), code };
    // Two names of bytes that are no UTF-8 may read alike.
    if (this.#taken.has(path)) {
      return { path: `${path} (${blobId.slice(0, 10)})`, code: "unreadable_name" };
    }
    this.#taken.add(path);
    this.candidates.push({ path, sizeBytes: 0, blobId });
    return undefined;
  }

  /** Skipped paths are stored under a unique key, which takes no path of any length. */
  #shown(path: string, blobId: string): string {
    const isLong = Buffer.byteLength(path) > this.#budget.limits.maxPathBytes;
    return isLong ? `${path.slice(0, SHOWN_CHARACTERS)}… (${blobId.slice(0, 10)})` : path;
  }

  skip(path: string, code: SkipCode): void {
    this.#skipped.set(path, code);
  }

  skipped() {
    return [...this.#skipped].map(([path, code]) => ({ path, reason: reasonFor(code) }));
  }
}

/** Sizes by blob id; ids that the repository does not hold are left out. */
async function readSizes(
  repository: FetchedRepository,
  files: GitFile[],
  budget: SourceBudget,
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const ids = [...new Set(files.map(({ blobId }) => blobId))];
  if (ids.length === 0) return sizes;
  const lines = gitRecords(repository, ["cat-file", "--batch-check", "--buffer"], budget, ids);
  for await (const line of lines) {
    await budget.breathe();
    const [id = "", type, size] = line.toString("latin1").split(" ");
    if (type === "blob") sizes.set(id, Number(size));
  }
  return sizes;
}

function ignoreTexts(repository: FetchedRepository, files: GitFile[], budget: SourceBudget) {
  const found = files
    .filter(({ path }) => path === IGNORE_FILE || path.endsWith(`/${IGNORE_FILE}`))
    .filter(({ sizeBytes }) => sizeBytes <= budget.limits.maxIgnoreFileBytes)
    .slice(0, MAX_IGNORE_FILES);
  const totalBytes = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const blobs = readBlobs(repository, { ids: found.map(({ blobId }) => blobId), totalBytes });
  return {
    names: [IGNORE_FILE],
    textOf: ({ blobId }: GitFile) => blobs.get(blobId)?.toString("utf8"),
  };
}

function unsafe(path: string): SourceRefusal {
  return new SourceRefusal(
    "unsafe_path",
    `The commit holds a path that leads outside of the repository (${JSON.stringify(path.slice(0, 120))}). Nothing was indexed.`,
  );
}
