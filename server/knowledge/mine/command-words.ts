import type { MinedFile } from "../finding.ts";
import type { Span } from "./facts.ts";

/** A command that a script, a build file or a CI file runs. */
export interface Command {
  text: string;
  file: MinedFile;
  span: Span;
}

/** The commands of the configuration files of a repository, line by line; of a manifest, its scripts. */
export function commandsOf(configuration: MinedFile[]): Command[] {
  return configuration.flatMap((file) => {
    if (/(^|\/)package\.json$/.test(file.path)) return scriptsOf(file);
    if (
      !/(^|\/)(Makefile|makefile|GNUmakefile|[Jj]ustfile|Jenkinsfile|tox\.ini|noxfile\.py|[^/]+\.ya?ml)$/.test(
        file.path,
      )
    )
      return [];
    return file.path.endsWith("tox.ini") ? toxCommands(file) : linesOf(file);
  });
}

function scriptsOf(file: MinedFile): Command[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(file.content);
  } catch {
    return [];
  }
  const scripts = isRecord(manifest) && isRecord(manifest.scripts) ? manifest.scripts : {};
  return Object.entries(scripts).flatMap(([name, text]) => {
    if (typeof text !== "string") return [];
    const start = file.content.indexOf(`"${name}"`, file.content.indexOf('"scripts"'));
    const end = file.content.indexOf("\n", start);
    return [{ text, file, span: { start, end: end < 0 ? file.content.length : end } }];
  });
}

/** What stands behind `commands =`; what is installed by the same name is not run by it. */
function toxCommands(file: MinedFile): Command[] {
  let key = "";
  return linesOf(file).filter(({ text }) => {
    key = /^(\w+)\s*=/.exec(text)?.[1] ?? (text.startsWith("[") ? "" : key);
    return key.startsWith("commands");
  });
}

/** The lines of a text, comments left out. */
export function linesOf(file: MinedFile): Command[] {
  const lines: Command[] = [];
  let start = 0;
  for (const text of file.content.split("\n")) {
    if (!/^\s*#/.test(text)) lines.push({ text, file, span: { start, end: start + text.length } });
    start += text.length + 1;
  }
  return lines;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a command calls a tool: its name stands as a word of its own, and not as an option's value or a path. */
export const calls = (text: string, tool: string): boolean =>
  new RegExp(`(^|[\\s"'\`;&|(/=])${tool.replaceAll(/[.+]/g, "\\$&")}(?![\\w./@-])`).test(text);
