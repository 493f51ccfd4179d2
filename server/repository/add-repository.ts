import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { startIndexRun } from "@/server/indexing/start-index-run";
import { orConflict } from "@/server/trpc/errors";
import { insertRepository } from "./queries";

/** Stores a repository and queues its first run, in one transaction. CONFLICT when the name is taken. */
export async function addRepository(
  tx: TenantTx,
  actor: Actor,
  source: { name: string; sourceKind: "upload" | "folder"; url: string; uploadId: string | null },
): Promise<{ id: string; name: string }> {
  const { organizationId, userId } = actor;
  if (userId === null) throw new TRPCError({ code: "UNAUTHORIZED" });
  const { name, sourceKind, url, uploadId } = source;
  const created = await orConflict(takenMessage(name), () =>
    insertRepository(tx, { organizationId, userId, name, sourceKind, url }),
  );
  if (!created) throw new Error("The repository was not stored.");
  await startIndexRun(tx, { organizationId, repositoryId: created.id, userId, uploadId });
  await audit(tx, actor, {
    action: "repository.create",
    table: "repository",
    id: created.id,
    data: { name, sourceKind },
  });
  return created;
}

export const takenMessage = (name: string): string =>
  `A repository named “${name}” exists already. Choose another name.`;
