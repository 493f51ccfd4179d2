import { knowledgeBase } from "@/db/schema";
import type { ProposedEntry } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";
import { compareEntry } from "./compare-entry";
import { getMined } from "./proposal-queries";
import { readTexts } from "./read-texts";
import { queueEntries } from "./shelve-entries";
import { hashOfEntry } from "./word-entry";

/**
 * Puts an entry of the assistant beside those that are there: it changes none of them, and a person reviews it. How
 * fresh it is, is judged by what is published now: its step may have waited for a person. False without the repository.
 * Postgres refuses it unless the step writes knowledge, is under way, and its plan is confirmed.
 */
export async function proposeEntry(
  tx: TenantTx,
  proposed: { id: string; organizationId: string; conversationStepId: string; entry: ProposedEntry },
): Promise<boolean> {
  const { id, organizationId, conversationStepId, entry } = proposed;
  const { repositoryId, category } = entry;
  const repository = await getMined(tx, repositoryId);
  if (!repository) return false;
  const texts = await readTexts(tx, repositoryId, entry.sourceFiles);
  const judged = compareEntry({ ...entry, examples: [] }, [], (path) => texts.get(path));
  await tx.insert(knowledgeBase).values({
    ...{ id, organizationId, repositoryId, category, title: entry.title, content: entry.content },
    ...{ contentHash: hashOfEntry(entry), origin: "agent", conversationStepId, ...judged },
    checkedGeneration: repository.generation,
  });
  await queueEntries(tx, organizationId, "agent");
  return true;
}
