import { and, eq, inArray } from "drizzle-orm";
import { insertKnowledgeBaseSchema, knowledgeBase, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { updateEntry } from "./change-entry";
import { readEntries, type TravellingEntry, textOf } from "./entry-text";
import type { ExportedFile } from "./export-knowledge";
import { hashOfEntry } from "./word-entry";

export interface Imported {
  created: number;
  updated: number;
  unchanged: number;
  /** What stands in the files as an entry and is none, by file. */
  faults: string[];
}

const words = insertKnowledgeBaseSchema.pick({ title: true, content: true });

/**
 * Takes exported files back: an entry that is still there and says the same is left alone, one that says something else is
 * written anew, and one that is not there is made, with its evidence. Undefined without the repository.
 */
export async function importKnowledge(
  tx: TenantTx,
  actor: Actor,
  { repositoryId, files }: { repositoryId: string; files: ExportedFile[] },
): Promise<Imported | undefined> {
  const [found] = await tx
    .select({ id: repository.id })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  if (!found) return undefined;
  const imported: Imported = { created: 0, updated: 0, unchanged: 0, faults: [] };
  const read = files.flatMap(({ name, text }) => {
    const { entries, faults } = readEntries(text);
    imported.faults.push(...faults.map((fault) => `${name}: ${fault}`));
    return entries.map((entry) => ({ name, entry }));
  });
  const byId = Map.groupBy(read, ({ entry }) => entry.id);
  const known = await listKnown(tx, repositoryId, [...byId.keys()]);
  for (const [id, copies] of byId) {
    // The same entry may stand in AGENTS.md and in the file of its category: what was changed in either is taken.
    const edited = copies.find(({ entry }) => !isSame(entry, known.get(id)));
    const { name, entry } = edited ?? copies[0] ?? { name: "", entry: undefined };
    if (!entry) continue;
    const parsed = words.safeParse(entry);
    if (!parsed.success) imported.faults.push(`${name}: ${entry.title}`);
    else imported[await take(tx, actor, { repositoryId, entry: { ...entry, ...parsed.data }, known })] += 1;
  }
  return imported;
}

async function take(
  tx: TenantTx,
  actor: Actor,
  it: {
    repositoryId: string;
    entry: TravellingEntry;
    known: Map<string, Known>;
  },
): Promise<"created" | "updated" | "unchanged"> {
  const { repositoryId, entry } = it;
  const { id, category, title, content, wording, review, examples, sourceFiles } = entry;
  const before = it.known.get(id);
  const contentHash = hashOfEntry({ title, content });
  if (isSame(entry, before)) return "unchanged";
  if (before) {
    await updateEntry(tx, actor, { id, version: before.version, title, content: textOf(entry) });
    return "updated";
  }
  const reviewed = review === "proposed" ? {} : { reviewedByUserId: actor.userId, reviewedAt: new Date() };
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
        wording,
      },
      ...{ contentHash, examples, sourceFiles, origin: "written", review, ...reviewed },
    })
    .returning({ id: knowledgeBase.id });
  const data = { category, title, from: id };
  if (row)
    await audit(tx, actor, { action: "knowledge.imported", table: "knowledge_base", id: row.id, data });
  return "created";
}

type Known = { version: number; contentHash: string; wording: string | null };

/** Whether an entry that travelled says what is there. */
const isSame = (entry: TravellingEntry, known: Known | undefined): boolean =>
  known !== undefined && known.contentHash === hashOfEntry(entry) && known.wording === entry.wording;

async function listKnown(tx: TenantTx, repositoryId: string, ids: string[]) {
  const rows =
    ids.length === 0
      ? []
      : await tx
          .select({
            id: knowledgeBase.id,
            version: knowledgeBase.version,
            contentHash: knowledgeBase.contentHash,
            wording: knowledgeBase.wording,
          })
          .from(knowledgeBase)
          .where(and(eq(knowledgeBase.repositoryId, repositoryId), inArray(knowledgeBase.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}
