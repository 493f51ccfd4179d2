import { hash } from "node:crypto";
import { symbolKey, symbolSuffixes } from "../search/symbol-name.ts";
import { chunkFile } from "./chunk.ts";
import type { DeclaredSymbol } from "./declared-symbols.ts";
import { detectLanguage, isProse } from "./language.ts";
import { type PreparedChunk, prepareChunk } from "./prepare-chunk.ts";
import { decodeText } from "./source/decode-text.ts";
import { defaultSourceLimits } from "./source/limits.ts";
import type { ListedFile } from "./source/listed-file.ts";
import { readSourceFile } from "./source/read-source-file.ts";
import { redactSecrets } from "./source/redact-secrets.ts";
import { skipReason } from "./source/skip-reason.ts";

/** A declared name with what finds it. */
export interface PreparedSymbol extends DeclaredSymbol {
  key: string;
  suffixes: string;
}

export type PreparedFile =
  | { outcome: "unchanged"; path: string }
  | { outcome: "skipped"; path: string; contentHash: string; sizeBytes: number; reason: string }
  | {
      outcome: "indexed";
      path: string;
      contentHash: string;
      sizeBytes: number;
      language: string | null;
      kind: "code" | "prose";
      content: string;
      secretLines: number[];
      chunks: PreparedChunk[];
      symbols: PreparedSymbol[];
    };

/** A file to prepare; `knownHash` is the hash it had when it was last indexed. */
export interface FileToPrepare {
  file: ListedFile;
  knownHash: string | undefined;
}

/** Where bytes come from: `root` confines a folder source, `blobs` holds those of a commit's files by id. */
export interface ByteSource {
  root?: string | undefined;
  blobs?: Map<string, Buffer> | undefined;
}

/**
 * Reads one file and makes everything of it that is stored, vectors aside. A file that cannot be read any more is
 * skipped with the reason; nothing is thrown for the content of a file.
 */
export async function prepareFile(
  { file, knownHash }: FileToPrepare,
  from: ByteSource = {},
): Promise<PreparedFile> {
  const { path, sizeBytes } = file;
  if (sizeBytes > defaultSourceLimits.maxFileBytes) {
    // Never read: its size stands for its content.
    const contentHash = `size:${sizeBytes}`;
    if (contentHash === knownHash) return { outcome: "unchanged", path };
    const reason =
      skipReason({ path, sizeBytes, content: Buffer.alloc(0) })?.sentence ?? "The file is too large.";
    return { outcome: "skipped", path, contentHash, sizeBytes, reason };
  }
  let source: { content: Buffer; contentHash: string };
  try {
    source = await read(file, from);
  } catch (error) {
    const reason = `The file could not be read: ${error instanceof Error ? error.message : "unknown reason"}`;
    return { outcome: "skipped", path, contentHash: "unreadable", sizeBytes, reason };
  }
  const { content, contentHash } = source;
  if (contentHash === knownHash) return { outcome: "unchanged", path };
  const size = content.length;
  const skip = skipReason({ path, sizeBytes: size, content });
  const text = skip ? undefined : decodeText(content);
  if (text === undefined) {
    return {
      outcome: "skipped",
      path,
      contentHash,
      sizeBytes: size,
      reason: skip?.sentence ?? "The file is not text.",
    };
  }
  const language = detectLanguage(path, text.slice(0, 200).split("\n", 1)[0]);
  const { symbols, ...prepared } = await prepareText({ path, language, text });
  return {
    outcome: "indexed",
    path,
    contentHash,
    sizeBytes: size,
    ...prepared,
    symbols: symbols.map((symbol) => ({
      ...symbol,
      key: symbolKey(symbol.name),
      suffixes: symbolSuffixes(symbol.name),
    })),
  };
}

/** What is stored of a text whose language is known: without its secrets, in chunks. */
export async function prepareText({
  path,
  language,
  text,
}: {
  path: string;
  language: string | null;
  text: string;
}) {
  const redacted = await redactSecrets(path, text);
  const { chunks, symbols } = await chunkFile({ path, language, content: redacted.text });
  return {
    language,
    kind: isProse(language) ? ("prose" as const) : ("code" as const),
    content: redacted.text,
    secretLines: [...new Set(redacted.findings.map((finding) => finding.line))].sort((a, b) => a - b),
    chunks: chunks.map((chunk) => prepareChunk(chunk, path, language)),
    symbols,
  };
}

function read(file: ListedFile, { root, blobs }: ByteSource) {
  if (!("blobId" in file)) return readSourceFile(file, root);
  const content = blobs?.get(file.blobId);
  if (!content) throw new Error("the repository does not hold it");
  return { content, contentHash: hash("sha256", content) };
}
