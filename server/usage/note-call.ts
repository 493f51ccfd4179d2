import { asc, eq, sql } from "drizzle-orm";
import { aiUsage, usageEvent } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export interface BegunCall {
  organizationId: string;
  requestId: string;
  /** From 1 within the request. */
  number: number;
  apiModelId: string;
  feature: string;
  /** Of what is sent, estimated. */
  inputTokens: number;
}

/** Writes down that a model is being asked. Should the process die before `recordCall`, `settleLostCalls` finds it. */
export async function noteCall(tx: TenantTx, call: BegunCall): Promise<void> {
  await tx
    .insert(usageEvent)
    .values({
      ...{ organizationId: call.organizationId, eventType: `model_call.${call.feature}` },
      ...{
        quantity: call.inputTokens,
        idempotencyKey: `${prefix(call.requestId)}${call.number}:${call.apiModelId}`,
      },
    })
    .onConflictDoNothing();
}

/** The calls that were begun for a request, oldest first. */
export async function listBegunCalls(tx: TenantTx, requestId: string) {
  const rows = await tx
    .select({
      eventType: usageEvent.eventType,
      inputTokens: usageEvent.quantity,
      key: usageEvent.idempotencyKey,
      begunAt: usageEvent.createdAt,
    })
    .from(usageEvent)
    .where(sql`starts_with(${usageEvent.idempotencyKey}, ${prefix(requestId)})`)
    .orderBy(asc(usageEvent.createdAt), asc(usageEvent.id));
  return rows.map(({ eventType, key, ...row }) => ({
    ...row,
    feature: eventType.slice("model_call.".length),
    // A model's name may hold a colon itself.
    apiModelId: key.slice(prefix(requestId).length).replace(/^\d+:/, ""),
  }));
}

/** The rows of the ledger that belong to a request. */
export const listRecordedCalls = (tx: TenantTx, requestId: string) =>
  tx
    .select({ id: aiUsage.id, outputTokens: aiUsage.outputTokens })
    .from(aiUsage)
    .where(eq(aiUsage.correlationId, requestId));

const prefix = (requestId: string) => `call:${requestId}:`;
