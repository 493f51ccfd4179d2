import { and, eq, sql } from "drizzle-orm";
import { knowledgeBase, repository } from "@/db/schema";
import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";

/** The name of a repository, and what it has published. */
export async function getMined(tx: TenantTx, repositoryId: string) {
  const [row] = await tx
    .select({ name: repository.name, generation: repository.generation })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  return row;
}

/** The entries of a category that have this title, whatever its letter case. */
export function listOfTitle(
  tx: TenantTx,
  of: { repositoryId: string; category: KnowledgeCategory; title: string },
) {
  return tx
    .select({ title: knowledgeBase.title, review: knowledgeBase.review })
    .from(knowledgeBase)
    .where(
      and(
        eq(knowledgeBase.repositoryId, of.repositoryId),
        eq(knowledgeBase.category, of.category),
        eq(sql`lower(${knowledgeBase.title})`, of.title.toLowerCase()),
      ),
    )
    .limit(10);
}
