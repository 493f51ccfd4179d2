import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { chunkSignature, documentChunk, knowledgeBase, knowledgeMining } from "@/db/schema";
import { knowledgeShelf } from "@/db/schema/knowledge-part";
import { getEmbedder } from "@/server/ai/get-embedder";
import type { OwnerTx } from "./owner";

export interface KnowledgeIds {
  /** Written by a person. */
  entryId: string;
  reviewedEntryId: string;
  deletedEntryId: string;
  /** Mined, and edited by nobody. */
  minedEntryId: string;
}

export const newKnowledgeIds = (): KnowledgeIds => ({
  entryId: newId(),
  reviewedEntryId: newId(),
  deletedEntryId: newId(),
  minedEntryId: newId(),
});

/** Entries of a repository, and its mining, in all of whose texts the mark stands. */
export async function fillKnowledge(
  tx: OwnerTx,
  {
    mark,
    userId,
    ids,
  }: { mark: string; userId: string; ids: KnowledgeIds & { organizationId: string; repositoryId: string } },
): Promise<void> {
  const { organizationId, repositoryId } = ids;
  const place = {
    path: `${mark}/file.ts`,
    startLine: 1,
    endLine: 1,
    startChar: 0,
    endChar: 5,
    hash: "0".repeat(64),
  };
  const shared = {
    ...{ organizationId, repositoryId, userId, title: `${mark} title`, content: `${mark} content` },
    ...{ contentHash: mark, examples: [{ key: mark, count: 1, files: 1 }], sourceFiles: [place] },
    ...{ freshness: "stale" as const, difference: { counts: [], changed: [place], contradicted: [] } },
  };
  await tx.insert(knowledgeBase).values([
    { ...shared, id: ids.entryId, category: "patterns", origin: "written" },
    { ...shared, id: ids.reviewedEntryId, category: "patterns", origin: "written" },
    { ...shared, id: ids.deletedEntryId, category: "patterns", origin: "written" },
    {
      ...{ ...shared, id: ids.minedEntryId, category: "framework", origin: "mined" },
      ...{ wording: `${mark} wording`, wordedHash: mark },
    },
  ]);
  await shelve(tx, { mark, organizationId, entryId: ids.entryId, shelf: knowledgeShelf(repositoryId) });
  const findings = [{ category: "framework" as const, key: mark, count: 1, files: 1, evidence: [place] }];
  await tx.insert(knowledgeMining).values({
    organizationId,
    repositoryId,
    generation: 1,
    findings,
    files: 1,
    durationMs: 1,
    minedAt: new Date(),
  });
}

/** What searches find of an entry, by its words and by meaning. */
async function shelve(
  tx: OwnerTx,
  { mark, organizationId, entryId, shelf }: Record<"mark" | "organizationId" | "entryId" | "shelf", string>,
): Promise<void> {
  const chunkId = newId();
  const shared = {
    ...{ organizationId, language: "markdown", sourceTable: "knowledge" as const, sourceId: entryId },
    ...{ embeddingModel: getEmbedder().model, firstGeneration: 1 },
  };
  await tx.insert(documentChunk).values({
    ...{ ...shared, id: chunkId, knowledgeBaseId: entryId, shelf, position: 0, content: `${mark} content` },
    ...{ symbol: mark, symbolKind: "heading", contentHash: mark },
    ...{ startLine: 1, endLine: 1, startChar: 0, endChar: 5, wordCount: 2 },
    tsv: sql`to_tsvector('simple', ${mark})` as unknown as string,
    embedding: Array.from({ length: 1536 }, (_, index) => (index < 384 ? 0.05 : 0)),
  });
  const bits = "1".repeat(384) + "0".repeat(1536 - 384);
  await tx.insert(chunkSignature).values({ ...shared, repositoryId: shelf, chunkId, bits });
}
