import { eq, sql } from "drizzle-orm";
import { knowledgeBase, knowledgeMining, repository } from "@/db/schema";
import { type Finding, knowledgeCategories } from "@/db/schema/knowledge-part";
import { type TenantTx, withTenant } from "@/db/tenant";
import { mineFiles } from "@/server/indexing/prepare-pool";
import { compareEntry } from "./compare-entry";
import { MINER_VERSION } from "./miner-version";
import { queueWording } from "./queue-wording";
import { readMinedFiles } from "./read-mined-files";
import { readTexts } from "./read-texts";
import { queueEntries } from "./shelve-entries";
import { hashOfEntry, wordEntry } from "./word-entry";

type Target = { organizationId: string; repositoryId: string };
type Entry = Awaited<ReturnType<typeof holdEntries>>[number];

/**
 * Mines the published generation of a repository: proposes an entry for each category that has none, and judges how fresh
 * all of its entries are. What is written in an entry, by a person or by an earlier mining, stays as it is. A generation
 * that this miner has mined already is left alone, unless somebody wants it mined `again`; one that is replaced meanwhile is
 * mined by the job of the next. `mine` is another than ours only in tests.
 */
export async function mineRepository(
  { again = false, ...target }: Target & { again?: boolean },
  signal: AbortSignal,
  { mine = mineFiles }: { mine?: typeof mineFiles } = {},
): Promise<void> {
  const { organizationId, repositoryId } = target;
  const startedMs = performance.now();
  const generation = await withTenant({ organizationId, as: "agent" }, (tx) =>
    generationToMine(tx, repositoryId, again),
  );
  if (generation === undefined) return;
  let files = 0;
  async function* counted() {
    for await (const batch of readMinedFiles({ ...target, generation: generation ?? 0 }, signal)) {
      files += batch.length;
      yield batch;
    }
  }
  const findings = await mine(counted(), signal);
  const durationMs = Math.round(performance.now() - startedMs);
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [row] = await tx
      .select({ generation: repository.generation })
      .from(repository)
      .where(eq(repository.id, repositoryId))
      .for("update");
    if (row?.generation !== generation) return;
    // As they are now: somebody may have changed one while the files were read, and nobody does until this has ended.
    const entries = await holdEntries(tx, repositoryId);
    await keepMining(tx, target, { generation, findings, files, durationMs });
    for (const entry of entries) await judge(tx, entry, { repositoryId, findings, generation });
    await proposeEntries(tx, target, findings, generation);
    await queueEntries(tx, organizationId, "agent");
    await queueWording(tx, { ...target, as: "agent" });
  });
}

/** The published generation, unless this miner has mined it already or it is none. */
async function generationToMine(
  tx: TenantTx,
  repositoryId: string,
  again: boolean,
): Promise<number | undefined> {
  const [row] = await tx
    .select({
      generation: repository.generation,
      mined: knowledgeMining.generation,
      minerVersion: knowledgeMining.minerVersion,
    })
    .from(repository)
    .leftJoin(knowledgeMining, eq(knowledgeMining.repositoryId, repository.id))
    .where(eq(repository.id, repositoryId));
  if (!row || row.generation === 0) return undefined;
  const isMined = row.generation === row.mined && row.minerVersion === MINER_VERSION;
  return isMined && !again ? undefined : row.generation;
}

const holdEntries = (tx: TenantTx, repositoryId: string) =>
  tx
    .select({
      id: knowledgeBase.id,
      category: knowledgeBase.category,
      examples: knowledgeBase.examples,
      sourceFiles: knowledgeBase.sourceFiles,
    })
    .from(knowledgeBase)
    .where(eq(knowledgeBase.repositoryId, repositoryId))
    .orderBy(knowledgeBase.id)
    .for("no key update");

async function keepMining(
  tx: TenantTx,
  { organizationId, repositoryId }: Target,
  mined: { generation: number; findings: Finding[]; files: number; durationMs: number },
): Promise<void> {
  const values = { ...mined, minerVersion: MINER_VERSION, minedAt: new Date() };
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

/** Reads the places of one entry where they are published now, and writes down how it stands to them. */
async function judge(
  tx: TenantTx,
  entry: Entry,
  now: { repositoryId: string; findings: Finding[]; generation: number },
): Promise<void> {
  const texts = await readTexts(tx, now.repositoryId, entry.sourceFiles);
  const judged = compareEntry(entry, now.findings, (path) => texts.get(path));
  await tx
    .update(knowledgeBase)
    .set({ ...judged, checkedGeneration: now.generation })
    .where(eq(knowledgeBase.id, entry.id));
}
