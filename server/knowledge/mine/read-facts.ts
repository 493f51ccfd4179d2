import type { Node } from "@vscode/tree-sitter-wasm";
import { parseSource } from "../../indexing/parse-source.ts";
import type { MinedFile } from "../finding.ts";
import type { Facts } from "./facts.ts";
import { readGo } from "./read-go.ts";
import { readJava } from "./read-java.ts";
import { readJavaScript } from "./read-javascript.ts";
import { readPython } from "./read-python.ts";

const parseLimitMs = 2_000;

const readers: Record<string, { wasm: string; read: (root: Node) => Facts }> = {
  js: { wasm: "javascript", read: readJavaScript },
  ts: { wasm: "typescript", read: readJavaScript },
  tsx: { wasm: "tsx", read: readJavaScript },
  py: { wasm: "python", read: readPython },
  go: { wasm: "go", read: readGo },
  java: { wasm: "java", read: readJava },
};

/** Whether the miner reads files of a language. */
export const isMinedLanguage = (language: string | null): boolean =>
  language !== null && Object.hasOwn(readers, language);

/** The facts of a file; undefined in a language without a reader, and where parsing takes too long. */
export async function readFacts(file: MinedFile): Promise<Facts | undefined> {
  const { language } = file;
  const reader = language !== null && Object.hasOwn(readers, language) ? readers[language] : undefined;
  if (!reader) return undefined;
  const source = { wasm: reader.wasm, content: file.content, limitMs: parseLimitMs };
  return parseSource(source, (tree) => reader.read(tree.rootNode));
}
