import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

/** The rules of one folder's ignore files, and of the folders above it. */
export type IgnoreScope = { folder: string; matcher: Ignore; parent: IgnoreScope | undefined };

/** Later ones win: a .carrelignore may take back, with `!`, what the .gitignore beside it names. */
export const ignoreFileNames = [".gitignore", ".carrelignore"];

/**
 * Folders skipped wherever they stand, ignored or not, because no repository keeps its own code in them.
 * Not here on purpose: dist, build, out, target, vendor, coverage, venv. Some repositories do keep code under
 * those names, and those that do not name them in their .gitignore.
 */
const wellKnownFolders = new Set(
  `.git .hg .svn .jj .bzr CVS node_modules bower_components .pnpm-store .next .nuxt .svelte-kit .turbo .parcel-cache
   .cache .venv .tox .nox __pycache__ .mypy_cache .pytest_cache .ruff_cache .gradle .terraform __MACOSX`.split(
    /\s+/,
  ),
);

/** Whether a folder, or the file `.git` that a submodule has in its place, is never looked into. */
export function isWellKnownFolder(name: string): boolean {
  return wellKnownFolders.has(name);
}

/**
 * The rules inside `folder` (relative, "" for the root), given the text of its ignore files in order.
 * To be called only for folders that are not ignored themselves.
 */
export function enterFolder(
  parent: IgnoreScope | undefined,
  folder: string,
  texts: string[],
): IgnoreScope | undefined {
  const outer = parent && withoutRuleAgainst(parent, folder);
  if (texts.length === 0) return outer;
  const matcher = ignore({ ignorecase: false });
  for (const text of texts) matcher.add(text);
  return { folder, matcher, parent: outer };
}

/** As git decides: the deepest ignore file with an opinion wins, and in it the last matching line. */
export function isIgnored(scope: IgnoreScope | undefined, path: string, isFolder: boolean): boolean {
  for (let current = scope; current; current = current.parent) {
    const verdict = current.matcher.test(relativeTo(current.folder, path) + (isFolder ? "/" : ""));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/**
 * Text of an ignore file, cut at `maxBytes`; undefined if there is none. A link is no ignore file: git says so too,
 * and following it would read outside of the repository.
 */
export function readIgnoreFile(diskPath: string, maxBytes: number): string | undefined {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let descriptor: number;
  try {
    descriptor = openSync(diskPath, flags);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = Buffer.alloc(maxBytes);
    const text = bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, maxBytes, 0));
    return text.length > 0 ? text : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * If an outer file names this folder but a deeper one took it back, the outer rule must not reach the files inside
 * by way of their parent folder: its matcher is copied with the folder taken back there too.
 */
function withoutRuleAgainst(scope: IgnoreScope, folder: string): IgnoreScope {
  const parent = scope.parent && withoutRuleAgainst(scope.parent, folder);
  const relative = relativeTo(scope.folder, folder);
  if (!scope.matcher.test(`${relative}/`).ignored) {
    return parent === scope.parent ? scope : { ...scope, parent };
  }
  const escaped = relative.replace(/[\\*?[\]! ]/g, "\\$&");
  return { ...scope, parent, matcher: ignore({ ignorecase: false }).add(scope.matcher).add(`!/${escaped}/`) };
}

function relativeTo(folder: string, path: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}
