import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";
import { getMined, listOfTitle } from "./proposal-queries";

/** What a new entry would stand beside: the repository's name, and the entries of the same title. Undefined without it. */
export async function lookBeside(
  tx: TenantTx,
  entry: { repositoryId: string; category: KnowledgeCategory; title: string },
): Promise<{ repositoryName: string; beside: string[] } | undefined> {
  const repository = await getMined(tx, entry.repositoryId);
  if (!repository) return undefined;
  const beside = await listOfTitle(tx, entry);
  return {
    repositoryName: repository.name,
    beside: beside.map(({ title, review }) => `${title} (${review})`),
  };
}
