import { and, eq, sql } from "drizzle-orm";
import { auditEvent, subscription, usageCounter, usageEvent } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { periodOf, requestLimit } from "./plan-limits";

export const REQUESTS = "agent_request";

export type Reservation =
  | { isReserved: true; used: number; limit: number }
  | { isReserved: false; limit: number; renewsOn: string; message: string };

/** Rolls the savepoint back, so that what did not fit the plan is not counted either. */
class LimitReached extends Error {}

/**
 * Takes one request to a language model off the organization's month, before it is made: of any number of callers at
 * once exactly as many pass as are left. Asking again with the same `requestId` takes nothing more.
 */
export async function reserveRequest(
  tx: TenantTx,
  { requestId, organizationId, now = new Date() }: { requestId: string; organizationId: string; now?: Date },
): Promise<Reservation> {
  const [paid] = await tx.select({ plan: subscription.plan, status: subscription.status }).from(subscription);
  const limit = requestLimit(paid);
  const { start, renewsOn } = periodOf(now);
  try {
    const used = await tx.transaction(async (savepoint) => {
      const [isNew] = await savepoint
        .insert(usageEvent)
        .values({
          organizationId,
          eventType: "agent_request.reserved",
          quantity: 1,
          idempotencyKey: requestId,
        })
        .onConflictDoNothing()
        .returning({ id: usageEvent.id });
      if (!isNew) return readUsed(tx, start);
      const [counted] = await savepoint
        .insert(usageCounter)
        .values({ organizationId, metric: REQUESTS, periodStart: start, used: 1 })
        .onConflictDoUpdate({
          target: [usageCounter.organizationId, usageCounter.metric, usageCounter.periodStart],
          set: { used: sql`${usageCounter.used} + 1`, updatedAt: now },
          setWhere: sql`${usageCounter.used} + 1 <= ${limit}`,
        })
        .returning({ used: usageCounter.used });
      if (!counted) throw new LimitReached();
      return counted.used;
    });
    return { isReserved: true, used, limit };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    await noteLimit(tx, { organizationId, start, limit });
    return { isReserved: false, limit, renewsOn, message: limitMessage(limit, renewsOn) };
  }
}

/** Gives a request back that reached no model. Once, however often it is said. */
export async function refundRequest(
  tx: TenantTx,
  { requestId, organizationId }: { requestId: string; organizationId: string },
): Promise<void> {
  const [reserved] = await tx
    .select({ at: usageEvent.createdAt })
    .from(usageEvent)
    .where(and(eq(usageEvent.idempotencyKey, requestId), eq(usageEvent.quantity, 1)));
  if (!reserved) return;
  const [isNew] = await tx
    .insert(usageEvent)
    .values({
      ...{ organizationId, eventType: "agent_request.refunded", quantity: -1 },
      idempotencyKey: `refund:${requestId}`,
    })
    .onConflictDoNothing()
    .returning({ id: usageEvent.id });
  if (!isNew) return;
  await tx
    .update(usageCounter)
    .set({ used: sql`${usageCounter.used} - 1` })
    .where(and(eq(usageCounter.metric, REQUESTS), eq(usageCounter.periodStart, periodOf(reserved.at).start)));
}

/** How many requests of the month that begins at `start` are taken. */
export async function readUsed(tx: Pick<TenantTx, "select">, start: string): Promise<number> {
  const [row] = await tx
    .select({ used: usageCounter.used })
    .from(usageCounter)
    .where(and(eq(usageCounter.metric, REQUESTS), eq(usageCounter.periodStart, start)));
  return row?.used ?? 0;
}

/** The first refusal of a month is written down. */
async function noteLimit(
  tx: TenantTx,
  { organizationId, start, limit }: { organizationId: string; start: string; limit: number },
): Promise<void> {
  const [isFirst] = await tx
    .insert(usageEvent)
    .values({
      organizationId,
      eventType: "limit.reached",
      quantity: 0,
      idempotencyKey: `limit:${start}:${limit}`,
    })
    .onConflictDoNothing()
    .returning({ id: usageEvent.id });
  if (!isFirst) return;
  await tx.insert(auditEvent).values({
    ...{ organizationId, userId: null, action: "usage.limit_reached", entityTable: "usage_counter" },
    ...{ entityId: isFirst.id, eventData: { metric: REQUESTS, limit, periodStart: start } },
  });
}

const limitMessage = (limit: number, renewsOn: string) =>
  `The ${limit.toLocaleString("en")} requests of this month are used up. They renew on ${renewsOn}; an operator can set another plan before.`;
