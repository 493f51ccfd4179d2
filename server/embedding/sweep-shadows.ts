import { inArray } from "drizzle-orm";
import { embeddingRun } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { lockActiveModel } from "./active-model";
import { dropShadows } from "./shadow";

const SHADOWS_PER_DELETE = 200;

/** Deletes what a cancelled change of model has made, some rows a transaction. A new change keeps what is left. */
export async function sweepShadows(organizationId: string): Promise<void> {
  const sweep = () =>
    withTenant({ organizationId, as: "agent" }, async (tx) => {
      const { isMoving } = await lockActiveModel(tx, organizationId, "switch");
      const active = await tx
        .select({ id: embeddingRun.id })
        .from(embeddingRun)
        .where(inArray(embeddingRun.status, ["queued", "running"]));
      if (isMoving || active.length > 0) return false;
      return dropShadows(tx, { organizationId, exceptModel: null, limit: SHADOWS_PER_DELETE });
    });
  while (await sweep());
}
