import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { indexRun, organization, repository } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { startIndexRun } from "./start-index-run";

/** So many runs of one organization may be under way before the clock starts another: others' must not wait for them. */
const MAX_RUNS_AT_ONCE = 2;
const POSTPONED_SECONDS = 30;
const WHILE_DELETED_SECONDS = 3600;

type Target = { organizationId: string; repositoryId: string };

/**
 * Sets when a repository is next indexed by itself, or that it is not (null). The time stands in its row; the job only
 * wakes somebody up to read it, so jobs of earlier settings do nothing. Times are the database's.
 */
export async function scheduleReindex(
  tx: TenantTx,
  { organizationId, repositoryId }: Target,
  schedule: { minutes: number | null; as: "person" | "agent" },
): Promise<void> {
  const { minutes, as } = schedule;
  await tx
    .update(repository)
    .set({
      reindexEveryMinutes: minutes,
      nextIndexAt: minutes === null ? null : sql`now() + make_interval(mins => ${minutes}::int)`,
    })
    .where(eq(repository.id, repositoryId));
  if (minutes === null) return;
  const data = { organizationId, repositoryId };
  await enqueue(tx, "reindex-when-due", { data, as, startAfterSeconds: minutes * 60 });
}

/** Starts a run of a repository whose time has come, and sets the next one. Called twice, the second does nothing. */
export async function reindexWhenDue(target: Target): Promise<void> {
  const { organizationId, repositoryId } = target;
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [due] = await tx
      .select({ minutes: repository.reindexEveryMinutes })
      .from(repository)
      .where(
        // The queue rounds to whole seconds.
        and(eq(repository.id, repositoryId), sql`${repository.nextIndexAt} <= now() + interval '2 seconds'`),
      )
      .for("update");
    if (!due) return;
    const data = { organizationId, repositoryId };
    // A deleted organization is left alone, and may still be had back.
    const [open] = await tx
      .select({ id: organization.id })
      .from(organization)
      .where(isNull(organization.deletedAt));
    if (!open)
      return enqueue(tx, "reindex-when-due", { data, as: "agent", startAfterSeconds: WHILE_DELETED_SECONDS });
    const isActive = inArray(indexRun.status, ["queued", "running"]);
    const [all] = await tx.select({ runs: count() }).from(indexRun).where(isActive);
    if ((all?.runs ?? 0) >= MAX_RUNS_AT_ONCE) {
      return enqueue(tx, "reindex-when-due", { data, as: "agent", startAfterSeconds: POSTPONED_SECONDS });
    }
    const [own] = await tx
      .select({ id: indexRun.id })
      .from(indexRun)
      .where(and(eq(indexRun.repositoryId, repositoryId), isActive));
    if (!own) await startIndexRun(tx, { organizationId, repositoryId, userId: null, uploadId: null });
    await scheduleReindex(tx, target, { minutes: due.minutes, as: "agent" });
  });
}
