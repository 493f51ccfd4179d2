import { realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { SourceRefusal } from "./limits.ts";

/**
 * The real path of `root`, which must lie inside one of `allowedParents` or be one, both before and after links are
 * resolved. Before, so that nobody can sense by the answer what exists elsewhere on the disk. Throws SourceRefusal.
 */
export function resolveAllowedFolder(root: string, allowedParents: string[]): string {
  const parents = allowedParents.flatMap((parent) => {
    const real = realPathOrUndefined(parent);
    return real === undefined ? [] : [{ given: resolve(parent), real }];
  });
  const isAsked = parents.some(({ given, real }) => isInside(root, given) || isInside(root, real));
  if (root.includes("\0") || !isAbsolute(root) || !isAsked) throw outside(root, allowedParents);

  const real = realPathOrUndefined(root);
  if (real === undefined) {
    throw new SourceRefusal(
      "folder_missing",
      `There is no folder ${root}, or it cannot be reached. Check the path.`,
    );
  }
  if (!parents.some((parent) => isInside(real, parent.real))) throw outside(root, allowedParents);
  if (!statSync(real).isDirectory()) {
    throw new SourceRefusal("folder_missing", `${root} is a file. Give the folder that holds it.`);
  }
  return real;
}

/** Whether an absolute path is a folder or lies in it; compares text, so links must be resolved before. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function realPathOrUndefined(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function outside(root: string, allowedParents: string[]): SourceRefusal {
  const allowed =
    allowedParents.length === 0
      ? "No folder is open to Carrel: list one in LOCAL_SOURCES."
      : `Give the full path of a folder inside ${allowedParents.join(" or ")}, or add its parent to LOCAL_SOURCES.`;
  return new SourceRefusal("folder_outside", `The folder ${root} is not open to Carrel. ${allowed}`);
}
