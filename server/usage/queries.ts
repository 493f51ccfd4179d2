import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { aiModel, aiUsage, subscription, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** A calendar month, `YYYY-MM`, UTC. */
export type Month = `${number}-${number}`;

const sums = {
  calls: sql<number>`count(*)::int`,
  inputTokens: sql<number>`coalesce(sum(${aiUsage.inputTokens}), 0)::float8`,
  outputTokens: sql<number>`coalesce(sum(${aiUsage.outputTokens}), 0)::float8`,
  // US dollars as text: a float would lose the last cent of a large sum.
  cost: sql<string>`coalesce(sum(${aiUsage.cost}), 0)::text`,
};

const during = (month: Month): SQL | undefined => {
  const start = sql`${`${month}-01`}::date::timestamp at time zone 'UTC'`;
  return and(
    gte(aiUsage.createdAt, start),
    lt(aiUsage.createdAt, sql`(${`${month}-01`}::date + interval '1 month') at time zone 'UTC'`),
  );
};

const day = sql<string>`to_char(${aiUsage.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;

export async function getSubscription(tx: TenantTx) {
  const [row] = await tx.select({ plan: subscription.plan, status: subscription.status }).from(subscription);
  return row;
}

export const sumByDay = (tx: TenantTx, month: Month) =>
  tx
    .select({ day, ...sums })
    .from(aiUsage)
    .where(during(month))
    .groupBy(day)
    .orderBy(asc(day));

/** Whoever left is one line without a name. */
export const sumByMember = (tx: TenantTx, month: Month) =>
  tx
    .select({ userId: aiUsage.userId, name: sql<string | null>`max(${user.name})`, ...sums })
    .from(aiUsage)
    .leftJoin(user, eq(user.id, aiUsage.userId))
    .where(during(month))
    .groupBy(aiUsage.userId)
    .orderBy(desc(sums.calls), asc(aiUsage.userId));

export const sumByModel = (tx: TenantTx, month: Month) =>
  tx
    .select({ model: aiModel.displayName, provider: aiModel.provider, ...sums })
    .from(aiUsage)
    .innerJoin(aiModel, eq(aiModel.id, aiUsage.aiModelId))
    .where(during(month))
    .groupBy(aiModel.id, aiModel.displayName, aiModel.provider)
    .orderBy(desc(sums.calls), asc(aiModel.displayName));

export const sumByFeature = (tx: TenantTx, month: Month) =>
  tx
    .select({ feature: aiUsage.feature, ...sums })
    .from(aiUsage)
    .where(during(month))
    .groupBy(aiUsage.feature)
    .orderBy(desc(sums.calls), asc(aiUsage.feature));

/** Every call of a month, oldest first, for a spreadsheet. */
export const listCalls = (tx: TenantTx, month: Month, limit: number) =>
  tx
    .select({
      at: aiUsage.createdAt,
      ...{ member: user.name, model: aiModel.apiModelId, feature: aiUsage.feature },
      ...{ inputTokens: aiUsage.inputTokens, outputTokens: aiUsage.outputTokens },
      ...{ cachedInputTokens: aiUsage.cachedInputTokens, cost: aiUsage.cost },
      ...{ latencyMs: aiUsage.latencyMs, stopReason: aiUsage.stopReason },
    })
    .from(aiUsage)
    .innerJoin(aiModel, eq(aiModel.id, aiUsage.aiModelId))
    .leftJoin(user, eq(user.id, aiUsage.userId))
    .where(during(month))
    .orderBy(asc(aiUsage.createdAt), asc(aiUsage.id))
    .limit(limit);

export const listActiveModels = (tx: TenantTx) =>
  tx
    .select({ apiModelId: aiModel.apiModelId, displayName: aiModel.displayName, provider: aiModel.provider })
    .from(aiModel)
    .where(eq(aiModel.isActive, true))
    .orderBy(asc(aiModel.createdAt), asc(aiModel.id));
