import { newId } from "@/db/columns";
import { knowledgeShelf } from "@/db/schema/knowledge-part";
import { type TenantTx, withTenant } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import type { PreparedChunk } from "@/server/indexing/prepare-chunk";
import { writeChunks } from "@/server/indexing/write-chunks";
import { ENTRY_LANGUAGE, prepareEntry } from "./prepare-entry";
import { deleteEntryChunks, holdPending, listChunksOfEntry, listPending, markShelved } from "./shelf-queries";

const AT_ONCE = 50;

type Pending = Awaited<ReturnType<typeof listPending>>[number];

/** Queues that the organization's changed entries be found by meaning too, in the transaction that changes them. */
export function queueEntries(tx: TenantTx, organizationId: string, as: "person" | "agent"): Promise<void> {
  return enqueue(tx, "index-knowledge", { data: { organizationId }, as });
}

/**
 * Puts the words of every changed entry where searches find them; rejected ones are taken away. What an entry still says
 * keeps its chunks and their vectors. May run twice at once: an entry is held while its chunks change.
 */
export async function shelveEntries(organizationId: string): Promise<void> {
  const asAgent = <T>(work: (tx: TenantTx) => Promise<T>) =>
    withTenant({ organizationId, as: "agent" }, work);
  for (;;) {
    const pending = await asAgent((tx) => listPending(tx, AT_ONCE));
    const prepared = await Promise.all(
      pending.map(async (entry) => ({
        entry,
        chunks: entry.review === "rejected" ? [] : await prepareEntry(entry),
      })),
    );
    for (const one of prepared) await asAgent((tx) => shelve(tx, { organizationId, ...one }));
    if (pending.length < AT_ONCE) return;
  }
}

async function shelve(
  tx: TenantTx,
  { organizationId, entry, chunks }: { organizationId: string; entry: Pending; chunks: PreparedChunk[] },
): Promise<void> {
  // Changed since: whoever changed it shelves it.
  if (!(await holdPending(tx, entry.id, entry.version))) return;
  const nameOf = ({ position, startChar, contentHash, content }: Omit<Existing, "id">) =>
    `${position} ${startChar} ${contentHash} ${content}`;
  const before = new Map((await listChunksOfEntry(tx, entry.id)).map((one) => [nameOf(one), one.id]));
  const now = new Set(chunks.map(nameOf));
  await deleteEntryChunks(
    tx,
    [...before].flatMap(([name, id]) => (now.has(name) ? [] : [id])),
  );
  const fresh = chunks.filter((one) => !before.has(nameOf(one)));
  await writeChunks(
    tx,
    {
      ...{
        organizationId,
        source: "knowledge",
        repositoryId: null,
        shelf: knowledgeShelf(entry.repositoryId),
      },
      ...{ generation: 1, embeddingModel: null },
    },
    fresh.map((chunk) => ({
      ...{ ...chunk, id: newId(), sourceId: entry.id, language: ENTRY_LANGUAGE },
      ...{ vector: undefined, reuseChunkId: undefined },
    })),
  );
  await markShelved(tx, entry.id, entry.version);
}

type Existing = Awaited<ReturnType<typeof listChunksOfEntry>>[number];
