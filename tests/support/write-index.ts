import { sql } from "drizzle-orm";
import { afterAll, beforeAll } from "vitest";
import { newId } from "@/db/columns";
import { repository } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import type { Embedder } from "@/server/ai/embedder";
import type { DeclaredSymbol } from "@/server/indexing/declared-symbols";
import type { ChunkToWrite } from "@/server/indexing/write-chunks";
import { closeFiles, type FileToWrite, writeFiles } from "@/server/indexing/write-files";
import { symbolKey, symbolSuffixes } from "@/server/search/symbol-name";
import { indexedWords, toTsVector, words } from "@/server/search/words";
import type { Person } from "./sign-up";

const MODEL = "fake;1";
const DIMENSIONS = 64;

// Words that mean the same to the fake model and look different to everybody else.
const meanings: Record<string, string> = { felin: "cat", kitten: "cat", automobil: "car", vehicl: "car" };

/** A vector from the words alone: each stands for a fixed direction, and words of one meaning for the same. */
export function fakeVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of words(text)) {
    let state = 7;
    for (const character of meanings[word] ?? word)
      state = (Math.imul(state, 31) + character.charCodeAt(0)) | 0;
    for (let index = 0; index < DIMENSIONS; index++) {
      state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + index) | 0;
      vector[index] = (vector[index] ?? 0) + (state % 1000) / 1000;
    }
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

/** Lets the process ask a model that knows no more than `fakeVector`; gives the texts it was asked. */
export function installFakeEmbedder(): { asked: string[]; failWith: (error: Error | undefined) => void } {
  const holder = globalThis as typeof globalThis & { carrelEmbedder?: Embedder | undefined };
  const asked: string[] = [];
  let failure: Error | undefined;
  beforeAll(() => {
    holder.carrelEmbedder = {
      model: MODEL,
      embed: async (texts) => {
        if (failure) throw failure;
        asked.push(...texts);
        return texts.map(fakeVector);
      },
      close: async () => {},
    };
  });
  afterAll(() => {
    holder.carrelEmbedder = undefined;
  });
  return {
    asked,
    failWith: (error) => {
      failure = error;
    },
  };
}

export interface IndexedFile {
  path: string;
  /** Passages are divided by empty lines; each becomes a chunk. */
  content: string;
  language?: string;
  symbol?: string;
  /** What the file declares, as its syntax tree would say. */
  declares?: DeclaredSymbol[];
  skippedReason?: string;
}

/** A repository of the person's organization, at generation 0: nothing of it can be found. */
export async function writeRepository(person: Person, name: string): Promise<string> {
  const id = newId();
  await withTenant({ organizationId: person.organizationId, userId: person.userId }, (tx) =>
    tx.insert(repository).values({ id, organizationId: person.organizationId, name, sourceKind: "folder" }),
  );
  return id;
}

/** Writes files as part of a generation, in place of `replaces`; gives their ids. Nothing is published. */
export async function writeGeneration(
  { organizationId }: Person,
  target: {
    repositoryId: string;
    generation: number;
    files: IndexedFile[];
    model?: string;
    audience?: string;
    replaces?: string[];
  },
): Promise<string[]> {
  const { repositoryId, generation, model = MODEL } = target;
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    await closeFiles(tx, target.replaces ?? [], generation);
    const ids = await writeFiles(
      tx,
      { organizationId, repositoryId, generation, embeddingModel: model },
      target.files.map(toWrite),
    );
    if (target.audience !== undefined)
      await tx.execute(
        sql`update document_chunk set audience = ${target.audience} where file_id = any(${sql.param(ids)}::text[])`,
      );
    return ids;
  });
}

export async function publish({ organizationId }: Person, id: string, generation: number): Promise<void> {
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    await tx.execute(sql`update repository set generation = ${generation} where id = ${id}`);
    await tx.execute(sql`select refresh_search_statistics()`);
  });
}

/** A repository with one published generation. */
export async function writeIndex(person: Person, name: string, files: IndexedFile[]) {
  const id = await writeRepository(person, name);
  const fileIds = await writeGeneration(person, { repositoryId: id, generation: 1, files });
  await publish(person, id, 1);
  return { id, fileIds };
}

function toWrite(file: IndexedFile): FileToWrite {
  const { path, content, language = "ts", symbol = null } = file;
  const stored = { path, contentHash: `hash of ${content}`, sizeBytes: Buffer.byteLength(content) };
  if (file.skippedReason !== undefined) {
    const prepared = { ...stored, outcome: "skipped" as const, reason: file.skippedReason };
    return { prepared, replacesId: undefined, chunks: [] };
  }
  const chunks: ChunkToWrite[] = [];
  let at = 0;
  for (const passage of content.split("\n\n")) {
    const tokens = indexedWords({ content: passage, symbol, scope: null }, path);
    const startLine = content.slice(0, at).split("\n").length;
    chunks.push({
      position: chunks.length,
      content: passage,
      symbol,
      scope: null,
      symbolKind: symbol && "function",
      startLine,
      endLine: startLine + passage.split("\n").length - 1,
      startChar: at,
      endChar: at + passage.length,
      contentHash: passage,
      tsv: toTsVector(tokens),
      wordCount: tokens.length,
      embeddingText: passage,
      vector: fakeVector(passage),
      reuseChunkId: undefined,
    });
    at += passage.length + 2;
  }
  const symbols = (file.declares ?? []).map((one) => ({
    ...one,
    key: symbolKey(one.name),
    suffixes: symbolSuffixes(one.name),
  }));
  return {
    prepared: {
      ...stored,
      outcome: "indexed",
      language,
      kind: "code",
      content,
      secretLines: [],
      chunks,
      symbols,
    },
    replacesId: undefined,
    chunks,
  };
}
