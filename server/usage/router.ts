import { z } from "zod";
import { audit } from "@/server/audit";
import { router, tenantProcedure } from "@/server/trpc/init";
import { csvRow } from "./csv";
import { periodOf, requestLimit, WARNING_SHARE } from "./plan-limits";
import {
  getSubscription,
  listActiveModels,
  listCalls,
  type Month,
  sumByDay,
  sumByFeature,
  sumByMember,
  sumByModel,
} from "./queries";
import { readUsed } from "./reserve-request";

// A spreadsheet holds a million rows; a month of the largest plan has ten thousand requests.
const MOST_ROWS = 100_000;

const monthInput = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "Give the month as YYYY-MM.")
    .transform((month) => month as Month),
});

export const usageRouter = router({
  /** This month against the plan, and the models that answer; none means that answers are quoted, which is free. */
  current: tenantProcedure("usage.read").query(({ ctx }) =>
    ctx.inTenant(async (tx) => {
      const subscription = await getSubscription(tx);
      const { start, renewsOn } = periodOf(new Date());
      const limit = requestLimit(subscription);
      const used = await readUsed(tx, start);
      return {
        ...{ plan: subscription?.plan ?? "free", used, limit, renewsOn },
        isNearLimit: used >= limit * WARNING_SHARE,
        models: await listActiveModels(tx),
      };
    }),
  ),

  /** Calls, tokens and US dollars of a month: by day, member, model and feature. */
  report: tenantProcedure("usage.report")
    .input(monthInput)
    .query(({ ctx, input: { month } }) =>
      ctx.inTenant(
        async (tx) => ({
          byDay: await sumByDay(tx, month),
          byMember: await sumByMember(tx, month),
          byModel: await sumByModel(tx, month),
          byFeature: await sumByFeature(tx, month),
        }),
        { mode: "snapshot" },
      ),
    ),

  /** Every call of a month as CSV. Written down, as every export. */
  export: tenantProcedure("usage.report")
    .input(monthInput)
    .mutation(({ ctx, input: { month } }) =>
      ctx.inTenant(async (tx) => {
        const calls = await listCalls(tx, month, MOST_ROWS);
        const header = ["time", "member", "model", "feature", "input tokens", "output tokens"];
        const rows = calls.map((call) =>
          csvRow([
            ...[call.at, call.member, call.model, call.feature, call.inputTokens, call.outputTokens],
            ...[call.cachedInputTokens, call.cost, call.latencyMs, call.stopReason],
          ]),
        );
        await audit(tx, ctx.actor, {
          ...{ action: "usage.export", table: "ai_usage", id: ctx.organizationId },
          data: { month, rows: rows.length },
        });
        return {
          fileName: `carrel-usage-${month}.csv`,
          csv:
            csvRow([...header, "cached input tokens", "cost (USD)", "latency (ms)", "ended"]) + rows.join(""),
        };
      }),
    ),
});
