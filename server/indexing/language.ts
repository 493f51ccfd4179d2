import { languageRows } from "./language-table.ts";

/**
 * The language of a file: a short lower-case id such as `ts` or `markdown`, or null when nothing tells.
 * `firstLine` is read for a shebang or an XML or PHP opening when the path says nothing.
 */
export function detectLanguage(path: string, firstLine = ""): string | null {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const byName = idByName.get(name) ?? idByName.get(name.toLowerCase());
  if (byName) return byName;
  // `Dockerfile.dev` and `.env.production` are named for what stands before the dot.
  const byStem = /^(Dockerfile|Containerfile|Makefile|Jenkinsfile|\.env)\./i.exec(name)?.[1];
  if (byStem) return idByName.get(byStem.toLowerCase()) ?? null;
  const dot = name.lastIndexOf(".");
  const byExtension = dot >= 0 ? idByExtension.get(name.slice(dot + 1).toLowerCase()) : undefined;
  return byExtension ?? languageOfFirstLine(firstLine);
}

/** Whether people write it in sentences: such files are cut at headings and paragraphs. */
export function isProse(language: string | null): boolean {
  return language !== null && proseIds.has(language);
}

/** The id meant by what somebody typed (`TypeScript`, `c#`, `.py`, `golang`), or undefined. */
export function matchLanguage(userText: string): string | undefined {
  const wanted = userText.trim().toLowerCase();
  return idByAlias.get(wanted) ?? idByExtension.get(wanted.replace(/^\*?\./, ""));
}

function languageOfFirstLine(firstLine: string): string | null {
  const line = firstLine.replace(/^\uFEFF/, "");
  if (line.startsWith("<?xml")) return "xml";
  if (line.startsWith("<?php")) return "php";
  if (/^<!doctype html/i.test(line)) return "html";
  const command = /^#!\s*(?:\S*\/)?(\S+)(.*)$/.exec(line);
  if (!command) return null;
  const [, program = "", rest = ""] = command;
  // `#!/usr/bin/env -S NODE_ENV=test node --flag`: the first word that is neither an option nor a setting.
  const interpreter =
    program === "env"
      ? (rest.split(/\s+/).find((word) => word !== "" && !word.startsWith("-") && !word.includes("=")) ?? "")
      : program;
  return languageOfInterpreter(interpreter.slice(interpreter.lastIndexOf("/") + 1).toLowerCase());
}

function languageOfInterpreter(program: string): string | null {
  const bare = program.replace(/[\d.]+$/, "");
  const named: Record<string, string> = {
    deno: "ts",
    bun: "ts",
    "ts-node": "ts",
    tsx: "ts",
    rscript: "r",
    gawk: "awk",
    mawk: "awk",
    wish: "tcl",
    tclsh: "tcl",
    runhaskell: "haskell",
    escript: "erlang",
    pypy: "py",
    ipython: "py",
    jruby: "ruby",
    ash: "bash",
  };
  return (Object.hasOwn(named, bare) ? named[bare] : idByAlias.get(bare)) ?? null;
}

const listed = (text: string | undefined) => text?.split(" ") ?? [];

const idByExtension = new Map(
  languageRows.flatMap((row) => listed(row.extensions).map((it) => [it, row.id])),
);

// Both as written and in lower case: `makefile` is as good as `Makefile`.
const idByName = new Map(
  languageRows.flatMap((row) =>
    listed(row.names).flatMap((it): [string, string][] => [
      [it, row.id],
      [it.toLowerCase(), row.id],
    ]),
  ),
);

// An id wins over another language's alias: `lang:sass` is sass, although people say it of scss.
const idByAlias = new Map([
  ...languageRows.flatMap((row) => listed(row.aliases).map((it): [string, string] => [it, row.id])),
  ...languageRows.map((row): [string, string] => [row.id, row.id]),
]);

const proseIds = new Set(languageRows.filter((row) => row.prose).map((row) => row.id));
