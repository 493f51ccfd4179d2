import { and, eq, sql } from "drizzle-orm";
import { knowledgeBase, repository } from "@/db/schema";
import type { Evidence, KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { evidenceOf, type LineRange } from "./evidence-of";
import { getEntry, getMining } from "./queries";
import { queueWording } from "./queue-wording";
import { readTexts } from "./read-texts";
import { hashOfEntry, wordEntry } from "./word-entry";

/** What happened instead: the entry is not there, or is not as the caller saw it. */
export type Changed =
  | { outcome: "changed"; id: string; version: number }
  | { outcome: "conflict"; version: number };

/** Keeps an entry that a person wrote. Undefined without the repository; a place that is not there is left out by name. */
export async function createEntry(
  tx: TenantTx,
  actor: Actor,
  input: {
    repositoryId: string;
    category: KnowledgeCategory;
    title: string;
    content: string;
    evidence: LineRange[];
  },
): Promise<{ id: string; version: number; missing: string[] } | undefined> {
  const { repositoryId, category, title, content } = input;
  const [found] = await tx
    .select({ generation: repository.generation })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  if (!found) return undefined;
  const { places, missing } = await readPlaces(tx, repositoryId, input.evidence);
  const [row] = await tx
    .insert(knowledgeBase)
    .values({
      ...{
        organizationId: actor.organizationId,
        userId: actor.userId,
        repositoryId,
        category,
        title,
        content,
      },
      ...{ contentHash: hashOfEntry({ title, content }), origin: "written", sourceFiles: places },
      // Whoever writes an entry stands by it.
      ...{ review: "accepted", reviewedByUserId: actor.userId, reviewedAt: new Date() },
      checkedGeneration: found.generation,
    })
    .returning({ id: knowledgeBase.id, version: knowledgeBase.version });
  if (!row) return undefined;
  await audit(tx, actor, {
    action: "knowledge.created",
    table: "knowledge_base",
    id: row.id,
    data: { category, title },
  });
  return { ...row, missing };
}

/** Writes an entry's words anew; from then on mining never touches them. */
export async function updateEntry(
  tx: TenantTx,
  actor: Actor,
  input: {
    id: string;
    version: number;
    category?: KnowledgeCategory | undefined;
    title?: string | undefined;
    content?: string | undefined;
  },
): Promise<Changed | undefined> {
  const entry = await getEntry(tx, input.id);
  if (!entry) return undefined;
  const { id, version, ...given } = input;
  const next = { title: given.title ?? entry.title, content: given.content ?? entry.content };
  // The category of what was mined says what it is compared with.
  const category = entry.origin === "mined" ? entry.category : (given.category ?? entry.category);
  const changed = await write(
    tx,
    { id, version },
    {
      ...{ ...next, category, contentHash: hashOfEntry(next), isEdited: true },
      // A model's words were about other ones.
      ...(next.content === entry.content ? {} : { wording: null }),
    },
  );
  if (!changed) return { outcome: "conflict", version: entry.version };
  await audit(tx, actor, {
    action: "knowledge.updated",
    table: "knowledge_base",
    id,
    data: changes(
      { title: entry.title, category: entry.category, contentHash: entry.contentHash },
      { title: next.title, category, contentHash: hashOfEntry(next) },
    ),
  });
  return { outcome: "changed", ...changed };
}

/** Accepts or rejects an entry, or asks for a review anew: who and when is kept with it. */
export async function reviewEntry(
  tx: TenantTx,
  actor: Actor,
  { id, version, review }: { id: string; version: number; review: "proposed" | "accepted" | "rejected" },
): Promise<Changed | undefined> {
  const entry = await getEntry(tx, id);
  if (!entry) return undefined;
  const changed = await write(
    tx,
    { id, version },
    { review, reviewedByUserId: actor.userId, reviewedAt: new Date() },
  );
  if (!changed) return { outcome: "conflict", version: entry.version };
  const data = changes({ review: entry.review }, { review });
  await audit(tx, actor, { action: "knowledge.reviewed", table: "knowledge_base", id, data });
  return { outcome: "changed", ...changed };
}

/** What mining would say now in the place of an entry, and whether it may. */
export async function previewEntry(tx: TenantTx, id: string) {
  const entry = await getEntry(tx, id);
  if (!entry) return undefined;
  const mining = await getMining(tx, entry.repositoryId);
  const next = mining && wordEntry(entry.category, mining.findings);
  const isOurs = entry.origin === "mined" && !entry.isEdited;
  return {
    before: { title: entry.title, content: entry.content },
    after: next ? { title: next.title, content: next.content } : null,
    isChanged: next === undefined || next.title !== entry.title || next.content !== entry.content,
    /** A person's words stay; without findings there is nothing to put in their place. */
    canReplace: isOurs && next !== undefined,
    version: entry.version,
  };
}

/** Puts what mining says now into an entry that nobody has edited; it is proposed anew. */
export async function regenerateEntry(
  tx: TenantTx,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<Changed | { outcome: "kept" } | undefined> {
  const entry = await getEntry(tx, id);
  if (!entry) return undefined;
  const mining = await getMining(tx, entry.repositoryId);
  const next = mining && wordEntry(entry.category, mining.findings);
  if (!mining || !next || entry.origin !== "mined" || entry.isEdited) return { outcome: "kept" };
  const changed = await write(
    tx,
    { id, version },
    {
      ...{ ...next, contentHash: hashOfEntry(next), freshness: "fresh", difference: null },
      ...{ wording: null, wordedHash: null },
      ...{
        checkedGeneration: mining.generation,
        review: "proposed",
        reviewedByUserId: null,
        reviewedAt: null,
      },
    },
  );
  if (!changed) return { outcome: "conflict", version: entry.version };
  const { organizationId } = actor;
  await queueWording(tx, { organizationId, repositoryId: entry.repositoryId, as: "person" });
  await audit(tx, actor, {
    action: "knowledge.regenerated",
    table: "knowledge_base",
    id,
    data: { category: entry.category },
  });
  return { outcome: "changed", ...changed };
}

export async function deleteEntry(
  tx: TenantTx,
  actor: Actor,
  id: string,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .delete(knowledgeBase)
    .where(eq(knowledgeBase.id, id))
    .returning({ id: knowledgeBase.id, title: knowledgeBase.title, category: knowledgeBase.category });
  if (!row) return undefined;
  const { title, category } = row;
  await audit(tx, actor, {
    action: "knowledge.deleted",
    table: "knowledge_base",
    id,
    data: { title, category },
  });
  return { id };
}

async function write(
  tx: TenantTx,
  { id, version }: { id: string; version: number },
  values: Partial<typeof knowledgeBase.$inferInsert>,
): Promise<{ id: string; version: number } | undefined> {
  const [row] = await tx
    .update(knowledgeBase)
    .set({ ...values, version: sql`${knowledgeBase.version} + 1` })
    .where(and(eq(knowledgeBase.id, id), eq(knowledgeBase.version, version)))
    .returning({ id: knowledgeBase.id, version: knowledgeBase.version });
  return row;
}

async function readPlaces(
  tx: TenantTx,
  repositoryId: string,
  ranges: LineRange[],
): Promise<{ places: Evidence[]; missing: string[] }> {
  const places: Evidence[] = [];
  const missing: string[] = [];
  const texts = await readTexts(tx, repositoryId, ranges);
  for (const range of ranges) {
    const text = texts.get(range.path);
    const place = text === undefined ? undefined : evidenceOf(range, text);
    if (place) places.push(place);
    else missing.push(`${range.path}:${range.startLine}`);
  }
  return { places, missing };
}
