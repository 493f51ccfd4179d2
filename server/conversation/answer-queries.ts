import { and, eq, inArray, sql } from "drizzle-orm";
import { agentEvent } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** What is known of requests from their events alone: how many passages were found, and which model was asked. */
export function listRequestFacts(tx: TenantTx, requestIds: string[]) {
  return tx
    .select({
      requestId: agentEvent.agentRequestId,
      // Null as long as nothing was looked for.
      passages: sql<
        number | null
      >`(sum((${agentEvent.eventData} ->> 'passages')::int) filter (where ${isRetrieved}))::int`,
      // Null where passages were quoted.
      model: sql<
        string | null
      >`max(${agentEvent.eventData} -> 'model' ->> 'label') filter (where ${isStarted})`,
    })
    .from(agentEvent)
    .where(
      and(inArray(agentEvent.agentRequestId, requestIds), inArray(agentEvent.type, ["started", "retrieved"])),
    )
    .groupBy(agentEvent.agentRequestId);
}

const isRetrieved = eq(agentEvent.type, "retrieved");
const isStarted = eq(agentEvent.type, "started");
