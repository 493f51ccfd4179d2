import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";

/** Queues the mining of what a repository has published, also where that was mined before: entries may be gone since. */
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
  await enqueue(tx, "mine-knowledge", {
    data: { organizationId, repositoryId, againId: newId() },
    as: "person",
  });
  await audit(tx, actor, { action: "knowledge.mined", table: "repository", id: repositoryId });
  return found;
}
