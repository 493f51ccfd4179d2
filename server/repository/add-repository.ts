import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { startIndexRun } from "@/server/indexing/start-index-run";
import { orConflict } from "@/server/trpc/errors";
import { insertRepository } from "./queries";

/** A repository to store. `id` is given where something was made for it already; `git` has what only git has. */
export interface NewRepository {
  id?: string;
  name: string;
  sourceKind: "git" | "upload" | "folder";
  url: string;
  uploadId: string | null;
  git?: { defaultBranch: string | null; credential: string | null };
}

/** Stores a repository and queues its first run, in one transaction. CONFLICT when the name is taken. */
export async function addRepository(
  tx: TenantTx,
  actor: Actor,
  source: NewRepository,
): Promise<{ id: string; name: string }> {
  const { organizationId, userId } = actor;
  if (userId === null) throw new TRPCError({ code: "UNAUTHORIZED" });
  const { id, name, sourceKind, url, uploadId, git } = source;
  const created = await orConflict(takenMessage(name), () =>
    insertRepository(tx, {
      ...(id === undefined ? {} : { id }),
      ...{ organizationId, userId, name, sourceKind, url },
      ...git,
    }),
  );
  if (!created) throw new Error("The repository was not stored.");
  await startIndexRun(tx, { organizationId, repositoryId: created.id, userId, uploadId });
  await audit(tx, actor, {
    action: "repository.create",
    table: "repository",
    id: created.id,
    data: { after: { name, sourceKind, url } },
  });
  return created;
}

export const takenMessage = (name: string): string =>
  `A repository named “${name}” exists already. Choose another name.`;
