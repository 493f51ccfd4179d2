import { setTimeout } from "node:timers/promises";
import { isNull } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { organization } from "@/db/schema";
import { checkModel } from "@/server/embedding/check-model";
import { log } from "@/server/log";

const RETRY_MS = [1_000, 10_000, 60_000];

/** Looks once, in every organization, whether the configured embedding model is the one its searches use. */
export async function checkModels(stopping: AbortSignal): Promise<void> {
  const left = new Set(await listOrganizationIds());
  for (const pauseMs of [...RETRY_MS, undefined]) {
    for (const organizationId of left) {
      if (stopping.aborted) return;
      try {
        await checkModel(organizationId);
        left.delete(organizationId);
      } catch (error) {
        if (stopping.aborted) return;
        log.error({ err: error, organizationId }, "The embedding model could not be compared");
      }
    }
    if (left.size === 0 || pauseMs === undefined) return;
    await setTimeout(pauseMs, undefined, { signal: stopping, ref: false }).catch(() => {});
  }
}

async function listOrganizationIds(): Promise<string[]> {
  const { orm } = await getDatabase();
  const rows = await orm
    .select({ id: organization.id })
    .from(organization)
    .where(isNull(organization.deletedAt));
  return rows.map((row) => row.id);
}
