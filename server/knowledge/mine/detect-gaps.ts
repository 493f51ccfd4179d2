import type { MinedFile } from "../finding.ts";
import type { FindingCollector } from "./collect-findings.ts";
import { baseName, folderOf, subjectOf } from "./path-roles.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";

/** Names shorter than this are met by chance. */
const shortestName = 3;

/** The modules that no test imports, names or is named after. */
export function detectGaps(repository: MinedRepository, found: FindingCollector): void {
  if (repository.tests.length === 0) return;
  const subjects = new Set(repository.tests.map(({ file }) => `${familyOf(file)} ${subjectOf(file.path)}`));
  const imported = new Set(repository.testCode.flatMap((read) => importedPaths(read, repository)));
  const words = mentionedWords(repository);
  const withTests = new Set(repository.tests.map(({ file }) => familyOf(file)));
  for (const module of repository.modules) {
    const names = namesOf(module);
    // What declares neither a function nor a type has nothing to test; a language without tests is another matter.
    if (names.length === 0 || !withTests.has(familyOf(module))) continue;
    const isMentioned =
      imported.has(module.path) ||
      subjects.has(`${familyOf(module)} ${subjectOf(module.path)}`) ||
      names.some((name) => name.length >= shortestName && words.get(familyOf(module))?.has(name));
    if (!isMentioned) found.add("gaps", module.path, { file: module });
  }
}

const familyOf = ({ language }: MinedFile): string =>
  language === "ts" || language === "tsx" ? "js" : (language ?? "");

/** The functions and types that a module declares outermost, and what it exports without declaring it. */
function namesOf({ symbols, language, content, path }: MinedFile): string[] {
  const kinds =
    language === "java"
      ? /^(class|interface|enum|record)$/
      : language === "go"
        ? /^(function|type)$/
        : /^(function|class|method)$/;
  const declared = symbols.flatMap(({ name, kind, scope }) =>
    scope === null && kinds.test(kind) ? [name] : [],
  );
  if (declared.length > 0) return declared;
  const exported = exportedFunction.exec(content);
  return exported ? [exported[1] || subjectOf(path)] : [];
}

/** `module.exports = function compare () {}` is no declaration, and `export default () => {}` has no name. */
const exportedFunction =
  /^(?:module\.exports\s*=|export\s+default)\s*(?:async\s+)?(?:(?:function\*?|class)\b\s*(\w*)|\([^)]*\)\s*=>|\w+\s*=>)/m;

/** Every word of the tests of a language, but the names that a test imports from outside of the repository. */
function mentionedWords(repository: MinedRepository): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>();
  for (const read of repository.testCode) {
    const family = words.get(familyOf(read.file)) ?? new Set<string>();
    words.set(familyOf(read.file), family);
    const foreign = new Set(
      read.facts.imports.flatMap((one) =>
        isForeign(one.module, read, repository) ? [...one.names, ...one.module.split(/[./]/)] : [],
      ),
    );
    for (const [word] of read.file.content.matchAll(/[A-Za-z_$][\w$]*/g))
      if (!foreign.has(word)) family.add(word);
  }
  return words;
}

function isForeign(module: string, { file }: ReadFile, { files }: MinedRepository): boolean {
  if (module.startsWith(".") || module.startsWith("/")) return false;
  if (file.language === "py") {
    const root = module.split(".")[0] ?? "";
    return !files.some(
      ({ path }) => path === `${root}.py` || path.startsWith(`${root}/`) || path.includes(`/${root}/`),
    );
  }
  if (file.language === "java") {
    const asPath = `${module.replaceAll(".", "/")}.java`;
    return !files.some(({ path }) => path.endsWith(asPath));
  }
  return true;
}

function importedPaths({ file, facts }: ReadFile, { files }: MinedRepository): string[] {
  const known = new Set(files.map(({ path }) => path));
  return facts.imports.flatMap(({ module }) => {
    if (file.language === "py") return pythonPaths(file.path, module, known);
    return module.startsWith(".") ? (resolveRelative(file.path, module, known) ?? []) : [];
  });
}

/** `a.b` is `a/b.py` or `a/b/__init__.py` wherever `a` lies; `.b` lies beside, `..b` above. */
function pythonPaths(from: string, module: string, known: ReadonlySet<string>): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const asPath = module.slice(dots).replaceAll(".", "/");
  const folders = folderOf(from).split("/");
  const start = dots > 0 ? folders.slice(0, folders.length - dots + 1).join("/") : undefined;
  return [`${asPath}.py`, `${asPath}/__init__.py`].flatMap((ending) =>
    start === undefined
      ? [...known].filter((path) => path === ending || path.endsWith(`/${ending}`))
      : [start === "" ? ending : `${start}/${ending}`].filter((path) => known.has(path)),
  );
}

const endings = ["", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"];

/** `../` is the index of the folder above; `./a.js` may be written as `a.ts`. */
export function resolveRelative(
  from: string,
  module: string,
  known: ReadonlySet<string>,
): string | undefined {
  const parts = folderOf(from).split("/").filter(Boolean);
  for (const part of module.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const target = parts.join("/");
  const bare = target.replace(/\.[mc]?jsx?$/, "");
  const index = target === "" ? "index" : `${target}/index`;
  const candidates = [target, bare, index].flatMap((stem) => endings.map((ending) => stem + ending));
  return candidates.find((path) => known.has(path) && baseName(path).includes("."));
}
