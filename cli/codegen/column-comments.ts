import { readFileSync } from "node:fs";

export interface TableComments {
  /** The doc comment above the table. */
  table: string | undefined;
  /** The comments above its columns, by their TypeScript names. */
  columns: Map<string, string>;
}

/** The comments of a schema file, by the variable of their table. They stand on lines of their own, as Biome leaves them. */
export function readComments(file: string): Map<string, TableComments> {
  return findComments(readFileSync(file, "utf8"));
}

export function findComments(source: string): Map<string, TableComments> {
  const found = new Map<string, TableComments>();
  let current: TableComments | undefined;
  let waiting: string[] = [];
  for (const line of source.split("\n")) {
    const comment = /^\s*(?:\/\/|\/\*\*|\*(?!\/))\s?(.*?)(?:\s*\*\/)?$/.exec(line)?.[1];
    if (comment !== undefined) {
      waiting.push(comment.trim());
      continue;
    }
    const table = /^export const (\w+) = pgTable\(/.exec(line)?.[1];
    const column = /^ {2,4}(\w+): /.exec(line)?.[1];
    if (table !== undefined) {
      current = { table: joined(waiting), columns: new Map() };
      found.set(table, current);
    } else if (/^ {2}\(table\) =>|^\}?\);?$/.test(line)) {
      current = undefined;
    } else if (current && column !== undefined) {
      const words = joined(waiting);
      if (words !== undefined) current.columns.set(column, words);
    }
    if (!/^\s*\*\/$/.test(line)) waiting = [];
  }
  return found;
}

function joined(lines: string[]): string | undefined {
  const words = lines.filter((line) => line !== "").join(" ");
  return words === "" ? undefined : words;
}
