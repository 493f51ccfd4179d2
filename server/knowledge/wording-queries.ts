import { and, asc, eq, ne, sql } from "drizzle-orm";
import { knowledgeBase } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** Mined entries in the miner's own words that no model was asked about: none that a person has edited or rejected. */
export function listToWord(tx: TenantTx, repositoryId: string) {
  return tx
    .select({
      id: knowledgeBase.id,
      category: knowledgeBase.category,
      title: knowledgeBase.title,
      content: knowledgeBase.content,
      contentHash: knowledgeBase.contentHash,
      examples: knowledgeBase.examples,
      sourceFiles: knowledgeBase.sourceFiles,
    })
    .from(knowledgeBase)
    .where(
      and(
        eq(knowledgeBase.repositoryId, repositoryId),
        eq(knowledgeBase.origin, "mined"),
        eq(knowledgeBase.isEdited, false),
        ne(knowledgeBase.review, "rejected"),
        sql`${knowledgeBase.wordedHash} is distinct from ${knowledgeBase.contentHash}`,
      ),
    )
    .orderBy(asc(knowledgeBase.category));
}

/** Keeps a model's words, or that there are none, as long as the entry says what it was asked about. */
export async function setWording(
  tx: TenantTx,
  entry: { id: string; contentHash: string },
  wording: string | null,
): Promise<void> {
  await tx
    .update(knowledgeBase)
    .set({ wording, wordedHash: entry.contentHash })
    .where(
      and(
        eq(knowledgeBase.id, entry.id),
        eq(knowledgeBase.contentHash, entry.contentHash),
        eq(knowledgeBase.isEdited, false),
      ),
    );
}
