import { enterFolder, type IgnoreScope, isIgnored } from "./ignore-rules.ts";
import { type ListedFile, reasonFor, type SourceListing } from "./listed-file.ts";
import type { SourceBudget } from "./source-budget.ts";

/** Which files name others to leave out, later ones winning, and how to read one: undefined if it says nothing. */
export type IgnoreFiles<File> = { names: readonly string[]; textOf: (file: File) => string | undefined };

/** Applies the ignore files found among `files` to them; each ignored folder is reported once. */
export async function dropIgnored<File extends ListedFile>(
  files: File[],
  budget: SourceBudget,
  ignoreFiles: IgnoreFiles<File>,
): Promise<SourceListing<File>> {
  const byFolder = ignoreFilesByFolder(files, ignoreFiles.names);
  if (byFolder.size === 0) return { files, skipped: [] };

  const listing: SourceListing<File> = { files: [], skipped: [] };
  const reported = new Set<string>();
  const scopes = new Map<string, { ignoredAs: string } | { scope: IgnoreScope | undefined }>();
  const lookUp = (folder: string): { ignoredAs: string } | { scope: IgnoreScope | undefined } => {
    const known = scopes.get(folder);
    if (known) return known;
    const above = folder === "" ? { scope: undefined } : lookUp(parentOf(folder));
    const found =
      "ignoredAs" in above
        ? above
        : folder !== "" && isIgnored(above.scope, folder, true)
          ? { ignoredAs: folder }
          : { scope: enterFolder(above.scope, folder, textsOf(byFolder.get(folder), ignoreFiles)) };
    scopes.set(folder, found);
    return found;
  };

  for (const file of files) {
    await budget.breathe();
    const around = lookUp(parentOf(file.path));
    const ignoredAs =
      "ignoredAs" in around
        ? `${around.ignoredAs}/`
        : isIgnored(around.scope, file.path, false)
          ? file.path
          : undefined;
    if (ignoredAs === undefined) listing.files.push(file);
    else if (!reported.has(ignoredAs)) {
      reported.add(ignoredAs);
      listing.skipped.push({ path: ignoredAs, reason: reasonFor("ignored") });
    }
  }
  return listing;
}

function ignoreFilesByFolder<File extends ListedFile>(
  files: File[],
  names: readonly string[],
): Map<string, Map<string, File>> {
  const byFolder = new Map<string, Map<string, File>>();
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    if (!names.includes(name)) continue;
    const inFolder = byFolder.get(parentOf(file.path)) ?? new Map<string, File>();
    byFolder.set(parentOf(file.path), inFolder.set(name, file));
  }
  return byFolder;
}

function textsOf<File>(
  inFolder: Map<string, File> | undefined,
  { names, textOf }: IgnoreFiles<File>,
): string[] {
  if (!inFolder) return [];
  return names.flatMap((name) => {
    const file = inFolder.get(name);
    return (file && textOf(file)) || [];
  });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
