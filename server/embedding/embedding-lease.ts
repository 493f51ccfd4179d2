import { and, eq, inArray, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { embeddingRun } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { LeaseLost } from "@/server/indexing/refusal";

/** Which change of model, and the token that lets this worker write for it. */
export interface EmbeddingLease {
  organizationId: string;
  runId: string;
  token: string;
}

export interface EmbeddingClaim {
  lease: EmbeddingLease;
  /** The model that is changed to. */
  model: string;
  attempts: number;
}

type Changes = Partial<
  Pick<
    typeof embeddingRun.$inferInsert,
    | "status"
    | "phase"
    | "chunksTotal"
    | "chunksDone"
    | "attempts"
    | "error"
    | "switchedAt"
    | "completedAt"
    | "leaseToken"
  >
>;

/** The model an unfinished run changes to; undefined when the run is over. */
export function readTarget(organizationId: string, runId: string): Promise<string | undefined> {
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [run] = await tx
      .select({ model: embeddingRun.model })
      .from(embeddingRun)
      .where(and(eq(embeddingRun.id, runId), inArray(embeddingRun.status, ["queued", "running"])));
    return run?.model;
  });
}

/** Takes the run for this worker; undefined when it is over. Whoever held it before can no longer write. */
export function claimEmbeddingRun(
  organizationId: string,
  runId: string,
): Promise<EmbeddingClaim | undefined> {
  const token = newId();
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [run] = await tx
      .update(embeddingRun)
      .set({
        status: "running",
        leaseToken: token,
        startedAt: sql`coalesce(${embeddingRun.startedAt}, now())`,
      })
      .where(and(eq(embeddingRun.id, runId), inArray(embeddingRun.status, ["queued", "running"])))
      .returning({ model: embeddingRun.model, attempts: embeddingRun.attempts });
    return run && { lease: { organizationId, runId, token }, ...run };
  });
}

/** Runs `work` in a transaction that only the holder of the lease can commit. Throws `LeaseLost`. */
export function withEmbeddingLease<T>(
  lease: EmbeddingLease,
  changes: Changes,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return withTenant({ organizationId: lease.organizationId, as: "agent" }, async (tx) => {
    const held = await tx
      .update(embeddingRun)
      .set({ leaseToken: lease.token, ...changes })
      .where(isHeld(lease))
      .returning({ id: embeddingRun.id });
    if (held.length === 0) throw new LeaseLost();
    return work(tx);
  });
}

/** Whether the lease still holds: asked every second, so that a cancelled run stops soon. */
export function holdsEmbeddingLease(lease: EmbeddingLease): Promise<boolean> {
  return withTenant({ organizationId: lease.organizationId, as: "agent" }, async (tx) => {
    const rows = await tx.select({ id: embeddingRun.id }).from(embeddingRun).where(isHeld(lease));
    return rows.length > 0;
  });
}

const isHeld = ({ runId, token }: EmbeddingLease) =>
  and(eq(embeddingRun.id, runId), eq(embeddingRun.leaseToken, token), eq(embeddingRun.status, "running"));
