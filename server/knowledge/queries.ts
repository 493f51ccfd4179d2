import { and, asc, eq, ilike, or, sql } from "drizzle-orm";
import { knowledgeBase, knowledgeMining, repository } from "@/db/schema";
import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";

const entry = {
  id: knowledgeBase.id,
  repositoryId: knowledgeBase.repositoryId,
  category: knowledgeBase.category,
  title: knowledgeBase.title,
  content: knowledgeBase.content,
  wording: knowledgeBase.wording,
  origin: knowledgeBase.origin,
  isEdited: knowledgeBase.isEdited,
  freshness: knowledgeBase.freshness,
  difference: knowledgeBase.difference,
  review: knowledgeBase.review,
  reviewedAt: knowledgeBase.reviewedAt,
  version: knowledgeBase.version,
  createdAt: knowledgeBase.createdAt,
  updatedAt: knowledgeBase.updatedAt,
  userId: knowledgeBase.userId,
  reviewedByUserId: knowledgeBase.reviewedByUserId,
};
const names = {
  // Authors who have left are not seen; what they wrote is.
  authorName: sql<string | null>`(select u.name from "user" u where u.id = ${knowledgeBase.userId})`,
  reviewerName: sql<
    string | null
  >`(select u.name from "user" u where u.id = ${knowledgeBase.reviewedByUserId})`,
  // Null where it was proposed in a conversation that the reader may not see.
  conversationId: sql<
    string | null
  >`(select s.conversation_id from conversation_step s where s.id = ${knowledgeBase.conversationStepId})`,
};

/** Entries by category, then by title. */
export function listEntries(
  tx: TenantTx,
  list: {
    repositoryId?: string | undefined;
    category?: KnowledgeCategory | undefined;
    review?: "proposed" | "accepted" | "rejected" | undefined;
    freshness?: "fresh" | "stale" | "contradicted" | undefined;
    pattern?: string | undefined;
    limit: number;
    offset: number;
  },
) {
  const { repositoryId, category, review, freshness, pattern } = list;
  return tx
    .select({ ...entry, ...names, sourceFiles: knowledgeBase.sourceFiles, repositoryName: repository.name })
    .from(knowledgeBase)
    .innerJoin(repository, eq(repository.id, knowledgeBase.repositoryId))
    .where(
      and(
        repositoryId === undefined ? undefined : eq(knowledgeBase.repositoryId, repositoryId),
        category && eq(knowledgeBase.category, category),
        review && eq(knowledgeBase.review, review),
        freshness && eq(knowledgeBase.freshness, freshness),
        pattern === undefined
          ? undefined
          : or(
              ilike(knowledgeBase.title, pattern),
              ilike(knowledgeBase.content, pattern),
              ilike(knowledgeBase.wording, pattern),
            ),
      ),
    )
    .orderBy(asc(knowledgeBase.category), asc(knowledgeBase.title), asc(knowledgeBase.id))
    .limit(list.limit)
    .offset(list.offset);
}

export async function getEntry(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      ...entry,
      ...names,
      examples: knowledgeBase.examples,
      sourceFiles: knowledgeBase.sourceFiles,
      contentHash: knowledgeBase.contentHash,
      repositoryName: repository.name,
    })
    .from(knowledgeBase)
    .innerJoin(repository, eq(repository.id, knowledgeBase.repositoryId))
    .where(eq(knowledgeBase.id, id));
  return row;
}

/** How many entries a repository has, how fresh they are, and when it was mined. */
export async function getStatus(tx: TenantTx, repositoryId: string, minerVersion: number) {
  const [found] = await tx
    .select({ generation: repository.generation })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  if (!found) return undefined;
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`;
  const [entries] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      fresh: count(sql`${knowledgeBase.freshness} = 'fresh'`),
      stale: count(sql`${knowledgeBase.freshness} = 'stale'`),
      contradicted: count(sql`${knowledgeBase.freshness} = 'contradicted'`),
      proposed: count(sql`${knowledgeBase.review} = 'proposed'`),
      accepted: count(sql`${knowledgeBase.review} = 'accepted'`),
      rejected: count(sql`${knowledgeBase.review} = 'rejected'`),
    })
    .from(knowledgeBase)
    .where(eq(knowledgeBase.repositoryId, repositoryId));
  const [mining] = await tx
    .select({
      generation: knowledgeMining.generation,
      minedAt: knowledgeMining.minedAt,
      minerVersion: knowledgeMining.minerVersion,
      files: knowledgeMining.files,
    })
    .from(knowledgeMining)
    .where(eq(knowledgeMining.repositoryId, repositoryId));
  return {
    entries: entries ?? {
      total: 0,
      fresh: 0,
      stale: 0,
      contradicted: 0,
      proposed: 0,
      accepted: 0,
      rejected: 0,
    },
    minedAt: mining?.minedAt ?? null,
    files: mining?.files ?? null,
    /** What is published is newer than what was mined, or the miner is newer than the one that mined it. */
    isBehind:
      found.generation > (mining?.generation ?? 0) ||
      (mining !== undefined && mining.minerVersion !== minerVersion),
  };
}

export async function getMining(tx: TenantTx, repositoryId: string) {
  const [row] = await tx
    .select({ findings: knowledgeMining.findings, generation: knowledgeMining.generation })
    .from(knowledgeMining)
    .where(eq(knowledgeMining.repositoryId, repositoryId));
  return row;
}
