import { and, asc, inArray, ne, sql } from "drizzle-orm";
import { knowledgeBase } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { rowsOf } from "./scope-queries";

/** Repositories of which something is known that nobody has rejected, oldest first, and in which state that is. */
export function listKnowledgeShelves(tx: TenantTx): Promise<{ id: string; name: string; state: string }[]> {
  return rowsOf(
    tx,
    sql`select r.id, r.name, count(*) || ' ' || max(k.updated_at) as state
      from knowledge_base k join repository r on r.id = k.repository_id
      where k.review <> 'rejected' group by r.id, r.name, r.created_at order by r.created_at, r.id`,
  );
}

/** Entries of repositories by category and title, with what a search to the letter compares. */
export function listEntryTexts(
  tx: TenantTx,
  repositoryIds: string[],
  { limit, offset }: { limit: number; offset: number },
) {
  return tx
    .select(entry)
    .from(knowledgeBase)
    .where(and(inArray(knowledgeBase.repositoryId, repositoryIds), ne(knowledgeBase.review, "rejected")))
    .orderBy(asc(knowledgeBase.category), asc(knowledgeBase.title), asc(knowledgeBase.id))
    .limit(limit)
    .offset(offset);
}

export function listEntryTextsById(tx: TenantTx, ids: string[]) {
  return tx
    .select(entry)
    .from(knowledgeBase)
    .where(and(inArray(knowledgeBase.id, ids), ne(knowledgeBase.review, "rejected")));
}

const entry = {
  id: knowledgeBase.id,
  repositoryId: knowledgeBase.repositoryId,
  category: knowledgeBase.category,
  title: knowledgeBase.title,
  content: knowledgeBase.content,
};
