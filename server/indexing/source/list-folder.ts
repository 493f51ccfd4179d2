import { type Dir, type Dirent, lstatSync, opendirSync } from "node:fs";
import { join } from "node:path";
import {
  enterFolder,
  type IgnoreScope,
  ignoreFileNames,
  isIgnored,
  isWellKnownFolder,
  readIgnoreFile,
} from "./ignore-rules.ts";
import { defaultSourceLimits, type SourceLimits, SourceRefusal } from "./limits.ts";
import { byPath, type DiskFile, reasonFor, type SkipCode, type SourceListing } from "./listed-file.ts";
import { resolveAllowedFolder } from "./resolve-allowed-folder.ts";
import { SourceBudget, type SourceProgress } from "./source-budget.ts";

type PendingFolder = { path: string; depth: number; above: IgnoreScope | undefined };

/**
 * Lists the files of a folder that lies inside one of `allowedParents` (or is one of them), honouring .gitignore and
 * .carrelignore and following no link. Walks synchronously: run it in a worker thread. Each file is checked once more
 * when it is read (readSourceFile), because a folder can change meanwhile. Throws SourceRefusal.
 */
export async function listFolder({
  root,
  allowedParents,
  signal,
  limits,
  onProgress,
}: {
  root: string;
  allowedParents: string[];
  signal?: AbortSignal | undefined;
  limits?: Partial<SourceLimits> | undefined;
  onProgress?: ((progress: SourceProgress) => void) | undefined;
}): Promise<SourceListing<DiskFile>> {
  const budget = new SourceBudget({ ...defaultSourceLimits, ...limits }, signal, onProgress);
  budget.check();
  const realRoot = resolveAllowedFolder(root, allowedParents);
  const listing: SourceListing<DiskFile> = { files: [], skipped: [] };
  const pending: PendingFolder[] = [{ path: "", depth: 0, above: undefined }];
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    await walkFolder(folder, { realRoot, pending, listing, budget });
  }
  if (listing.files.length === 0) {
    throw new SourceRefusal(
      "empty",
      `The folder ${root} holds no file that could be indexed. Check the path, and what its .gitignore and .carrelignore name.`,
    );
  }
  return { files: listing.files.sort(byPath), skipped: listing.skipped.sort(byPath) };
}

type Walk = {
  realRoot: string;
  pending: PendingFolder[];
  listing: SourceListing<DiskFile>;
  budget: SourceBudget;
};

async function walkFolder(folder: PendingFolder, walk: Walk): Promise<void> {
  const { realRoot, listing, budget } = walk;
  const diskPath = join(realRoot, folder.path);
  let entries: Dir;
  try {
    entries = opendirSync(diskPath, { bufferSize: 256 });
  } catch (error) {
    if (folder.path === "") throw unreadableRoot(realRoot, error);
    listing.skipped.push({ path: `${folder.path}/`, reason: reasonFor("unreadable") });
    return;
  }
  try {
    const texts = ignoreFileNames.flatMap(
      (name) => readIgnoreFile(join(diskPath, name), budget.limits.maxIgnoreFileBytes) ?? [],
    );
    const scope = enterFolder(folder.above, folder.path, texts);
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) {
      await budget.breathe();
      budget.addEntry();
      takeEntry(entry, folder, scope, walk);
    }
  } finally {
    entries.closeSync();
  }
}

function takeEntry(
  entry: Dirent,
  folder: PendingFolder,
  scope: IgnoreScope | undefined,
  { realRoot, pending, listing, budget }: Walk,
): void {
  const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
  const skip = (reason: SkipCode) =>
    listing.skipped.push({ path: entry.isDirectory() ? `${path}/` : path, reason: reasonFor(reason) });

  if (isWellKnownFolder(entry.name)) return void skip("well_known_folder");
  if (Buffer.byteLength(path) > budget.limits.maxPathBytes) return void skip("path_too_long");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0001-\u001f\u007f-\u009f]/.test(entry.name)) return void skip("strange_name");
  if (isIgnored(scope, path, entry.isDirectory())) return void skip("ignored");
  if (entry.isDirectory()) {
    const depth = folder.depth + 1;
    if (depth >= budget.limits.maxDepth) return void skip("too_deep");
    pending.push({ path, depth, above: scope });
    return;
  }

  const diskPath = join(realRoot, path);
  const stats = statOrUndefined(diskPath);
  // A name that is no UTF-8 cannot be found again under the name Node gives it, and ends here too.
  if (!stats) return void skip("unreadable");
  if (stats.isSymbolicLink()) return void skip("symbolic_link");
  if (!stats.isFile()) return void skip("special_file");
  if (stats.size > budget.limits.maxFileBytes) return void skip("over_size_limit");
  budget.addFile();
  budget.addBytes(stats.size);
  listing.files.push({ path, sizeBytes: stats.size, diskPath });
}

function statOrUndefined(diskPath: string) {
  try {
    return lstatSync(diskPath, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function unreadableRoot(realRoot: string, cause: unknown): SourceRefusal {
  return new SourceRefusal(
    "folder_unreadable",
    `The folder ${realRoot} cannot be read. Give the user Carrel runs as the right to read it, then try again.`,
    { cause },
  );
}
