import { eq } from "drizzle-orm";
import { repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";

/** Queues the mining of what a repository has published. It ends at once where that was mined already. */
export async function queueMining(
  tx: TenantTx,
  actor: Actor,
  repositoryId: string,
): Promise<{ id: string } | undefined> {
  const [found] = await tx
    .select({ id: repository.id })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  if (!found) return undefined;
  const { organizationId } = actor;
  await enqueue(tx, "mine-knowledge", { data: { organizationId, repositoryId }, as: "person" });
  await audit(tx, actor, { action: "knowledge.mined", table: "repository", id: repositoryId });
  return found;
}
