import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";

/** The folders whose files are looked up in the import table. */
export const FOLDERS = ["app", "server", "db", "cli", "tests", "bench"];

/** One value import: from a file to a file of the project (both relative to the root), or to a package by its name. */
export interface Import {
  from: string;
  to: string;
  isPackage: boolean;
}

/** Every .ts and .tsx file below `folder`, relative to `root`, in order. */
export function listSources(root: string, folder: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return entries
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .sort();
}

export function readSource(root: string, file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** The files of app, server and db that import something computed, each with its reason. */
const COMPUTED: Record<string, string> = {
  "db/run-migrations.ts": "the data migrations in drizzle, which the journal names",
};

/**
 * The value imports of a source: static, side-effect, dynamic, re-exported and required. `import type` is left out;
 * `import { type A }` is not, because it still runs the module. A dynamic import of something computed throws:
 * nobody could look it up.
 */
export function findImports(file: string, source: string, existing: ReadonlySet<string>): Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const specifiers = new Set<string>();
  for (const one of module.staticImports) {
    const isTypeOnly = /^import\s+type\s+([{*]|(?!from\b\s*["'])[\w$]+\s+from\b)/.test(
      source.slice(one.start, one.end),
    );
    if (!isTypeOnly) specifiers.add(one.moduleRequest.value);
  }
  for (const one of module.staticExports) {
    const isTypeOnly = /^export\s+type\b/.test(source.slice(one.start, one.end));
    for (const entry of one.entries)
      if (entry.moduleRequest && !isTypeOnly) specifiers.add(entry.moduleRequest.value);
  }
  for (const one of module.dynamicImports) {
    const text = source.slice(one.moduleRequest.start, one.moduleRequest.end);
    const literal = /^(["'`])([^"'`$]*)\1$/.exec(text)?.[2];
    if (literal === undefined && /^(app|server|db)\//.test(file) && !(file in COMPUTED)) {
      throw new Error(
        `${file} imports something computed (${text}): write the name out, so that it can be looked up`,
      );
    }
    if (literal !== undefined) specifiers.add(literal);
  }
  for (const [, , literal] of source.matchAll(/\brequire(\.resolve)?\(\s*["']([^"']+)["']\s*\)/g)) {
    if (literal) specifiers.add(literal);
  }
  return [...specifiers].flatMap((specifier) => resolve(file, specifier, existing));
}

function resolve(from: string, specifier: string, existing: ReadonlySet<string>): Import[] {
  if (specifier.startsWith("node:")) return [];
  const isInside = specifier.startsWith(".") || specifier.startsWith("@/");
  if (!isInside) return [{ from, to: specifier, isPackage: true }];
  const bare = specifier.startsWith("@/")
    ? path.posix.normalize(specifier.slice(2))
    : path.posix.join(path.posix.dirname(from), specifier);
  const candidates = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`, `${bare}/index.tsx`];
  return [{ from, to: candidates.find((name) => existing.has(name)) ?? asWritten(bare), isPackage: false }];
}

/** What is not there yet counts as the file it would be: the table judges planted imports the same way. */
const asWritten = (bare: string) => (/\.\w+$/.test(bare) ? bare : `${bare}.ts`);
