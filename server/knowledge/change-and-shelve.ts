import type { TenantTx } from "@/db/tenant";
import { log } from "@/server/log";
import { queueEntries, shelveEntries } from "./shelve-entries";

interface Caller {
  organizationId: string;
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;
}

/**
 * A change of entries by a person. It answers once searches find their new words; that they be found by meaning too is
 * queued with the change, and so is the shelving, should it fail here.
 */
export async function changeAndShelve<T>(caller: Caller, change: (tx: TenantTx) => Promise<T>): Promise<T> {
  const { organizationId } = caller;
  const changed = await caller.inTenant(async (tx) => {
    const result = await change(tx);
    await queueEntries(tx, organizationId, "person");
    return result;
  });
  try {
    await shelveEntries(organizationId);
  } catch (error) {
    log.warn({ err: error, organizationId }, "Changed knowledge is shelved in the background");
  }
  return changed;
}
