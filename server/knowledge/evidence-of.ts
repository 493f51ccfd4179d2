import { hash } from "node:crypto";
import type { Evidence } from "@/db/schema/knowledge-part";
import { beginningOf } from "./beginning-of";

/** Lines of a file, from 1, both included. */
export interface LineRange {
  path: string;
  startLine: number;
  endLine: number;
}

/** The whole lines of a range as evidence; undefined when the text does not reach so far. */
export function evidenceOf({ path, startLine, endLine }: LineRange, text: string): Evidence | undefined {
  const lines = text.split("\n");
  if (endLine < startLine || endLine > lines.length) return undefined;
  const before = lines.slice(0, startLine - 1);
  const startChar = before.reduce((sum, line) => sum + line.length + 1, 0);
  const quoted = lines.slice(startLine - 1, endLine).join("\n");
  const endChar = startChar + quoted.length;
  const standing = { hash: hash("sha256", quoted), text: beginningOf(quoted) };
  return { path, startLine, endLine, startChar, endChar, ...standing };
}
