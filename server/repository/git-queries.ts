import { eq } from "drizzle-orm";
import { repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** What git is asked with. For the server alone: it holds the sealed token. Locked against another change. */
export async function getGitSource(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      id: repository.id,
      sourceKind: repository.sourceKind,
      url: repository.url,
      branch: repository.defaultBranch,
      credential: repository.credential,
      reindexEveryMinutes: repository.reindexEveryMinutes,
    })
    .from(repository)
    .where(eq(repository.id, id))
    .for("update");
  return row;
}

export async function updateGitSource(
  tx: TenantTx,
  id: string,
  change: { defaultBranch: string | null; credential: string | null },
) {
  const [row] = await tx
    .update(repository)
    .set(change)
    .where(eq(repository.id, id))
    .returning({ id: repository.id });
  return row;
}
