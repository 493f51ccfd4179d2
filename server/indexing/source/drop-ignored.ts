import { enterFolder, type IgnoreScope, ignoreFileNames, isIgnored, readIgnoreFile } from "./ignore-rules.ts";
import { type ListedFile, reasonFor, type SourceListing } from "./listed-file.ts";
import type { SourceBudget } from "./source-budget.ts";

/** Applies the ignore files found among `files` to them; each ignored folder is reported once. */
export async function dropIgnored(files: ListedFile[], budget: SourceBudget): Promise<SourceListing> {
  const byFolder = ignoreFilesByFolder(files);
  if (byFolder.size === 0) return { files, skipped: [] };

  const listing: SourceListing = { files: [], skipped: [] };
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
          : { scope: enterFolder(above.scope, folder, textsOf(byFolder.get(folder), budget)) };
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

function ignoreFilesByFolder(files: ListedFile[]): Map<string, Map<string, string>> {
  const byFolder = new Map<string, Map<string, string>>();
  for (const { path, diskPath } of files) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!ignoreFileNames.includes(name)) continue;
    const inFolder = byFolder.get(parentOf(path)) ?? new Map<string, string>();
    byFolder.set(parentOf(path), inFolder.set(name, diskPath));
  }
  return byFolder;
}

function textsOf(inFolder: Map<string, string> | undefined, budget: SourceBudget): string[] {
  if (!inFolder) return [];
  return ignoreFileNames.flatMap((name) => {
    const diskPath = inFolder.get(name);
    const text = diskPath && readIgnoreFile(diskPath, budget.limits.maxIgnoreFileBytes);
    return text ? [text] : [];
  });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
