import { and, eq, sql } from "drizzle-orm";
import { knowledgeBase, knowledgeMining, repository } from "@/db/schema";
import { type Finding, knowledgeCategories } from "@/db/schema/knowledge-part";
import { type TenantTx, withTenant } from "@/db/tenant";
import { mineFiles } from "@/server/indexing/prepare-pool";
import { compareEntry } from "./compare-entry";
import type { MinedFile } from "./finding";
import { readMinedFiles } from "./read-mined-files";
import { queueEntries } from "./shelve-entries";
import { hashOfEntry, wordEntry } from "./word-entry";

type Target = { organizationId: string; repositoryId: string };
type Entry = Awaited<ReturnType<typeof listForComparison>>[number];

/**
 * Mines the published generation of a repository: proposes an entry for each category that has none, and judges how fresh
 * all of its entries are. What is written in an entry, by a person or by an earlier mining, stays as it is. A generation
 * that was mined already is left alone; one that is replaced meanwhile is mined by the job of the next.
 */
export async function mineRepository(target: Target, signal: AbortSignal): Promise<void> {
  const { organizationId, repositoryId } = target;
  const startedMs = performance.now();
  const before = await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const generation = await unminedGeneration(tx, repositoryId);
    return generation === undefined
      ? undefined
      : { generation, entries: await listForComparison(tx, repositoryId) };
  });
  if (!before) return;
  const { generation, entries } = before;
  const evidence = new Set(entries.flatMap(({ sourceFiles }) => sourceFiles.map(({ path }) => path)));
  const files = await readMinedFiles({ ...target, generation }, evidence, signal);
  const findings = await mineFiles(files, signal);
  const durationMs = Math.round(performance.now() - startedMs);
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [row] = await tx
      .select({ generation: repository.generation })
      .from(repository)
      .where(eq(repository.id, repositoryId))
      .for("update");
    if (row?.generation !== generation) return;
    await keepMining(tx, target, { generation, findings, files: files.length, durationMs });
    await proposeEntries(tx, target, findings, generation);
    for (const entry of entries) await judge(tx, entry, { findings, files, generation });
    await queueEntries(tx, organizationId, "agent");
  });
}

/** The published generation, unless it was mined already or is none. */
async function unminedGeneration(tx: TenantTx, repositoryId: string): Promise<number | undefined> {
  const [row] = await tx
    .select({ generation: repository.generation, mined: knowledgeMining.generation })
    .from(repository)
    .leftJoin(knowledgeMining, eq(knowledgeMining.repositoryId, repository.id))
    .where(eq(repository.id, repositoryId));
  return row && row.generation > 0 && row.generation !== row.mined ? row.generation : undefined;
}

const listForComparison = (tx: TenantTx, repositoryId: string) =>
  tx
    .select({
      id: knowledgeBase.id,
      category: knowledgeBase.category,
      examples: knowledgeBase.examples,
      sourceFiles: knowledgeBase.sourceFiles,
      version: knowledgeBase.version,
    })
    .from(knowledgeBase)
    .where(eq(knowledgeBase.repositoryId, repositoryId));

async function keepMining(
  tx: TenantTx,
  { organizationId, repositoryId }: Target,
  mined: { generation: number; findings: Finding[]; files: number; durationMs: number },
): Promise<void> {
  const values = { ...mined, minedAt: new Date() };
  await tx
    .insert(knowledgeMining)
    .values({ organizationId, repositoryId, ...values })
    .onConflictDoUpdate({
      target: [knowledgeMining.organizationId, knowledgeMining.repositoryId],
      set: { ...values, updatedAt: new Date() },
    });
}

async function proposeEntries(
  tx: TenantTx,
  { organizationId, repositoryId }: Target,
  findings: Finding[],
  generation: number,
): Promise<void> {
  for (const category of knowledgeCategories) {
    const text = wordEntry(category, findings);
    if (!text) continue;
    // A category that mining has spoken of keeps its entry, rejected or edited as it may be.
    await tx
      .insert(knowledgeBase)
      .values({
        ...{ organizationId, repositoryId, category, origin: "mined", checkedGeneration: generation },
        ...{ ...text, contentHash: hashOfEntry(text) },
      })
      .onConflictDoNothing({
        target: [knowledgeBase.organizationId, knowledgeBase.repositoryId, knowledgeBase.category],
        where: sql`origin = 'mined'`,
      });
  }
}

async function judge(
  tx: TenantTx,
  entry: Entry,
  { findings, files, generation }: { findings: Finding[]; files: MinedFile[]; generation: number },
): Promise<void> {
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  const judged = compareEntry(entry, findings, (path) => texts.get(path));
  // Changed meanwhile: what it was compared by is not what it says now, and whoever changed it compared it anew.
  await tx
    .update(knowledgeBase)
    .set({ ...judged, checkedGeneration: generation })
    .where(and(eq(knowledgeBase.id, entry.id), eq(knowledgeBase.version, entry.version)));
}
