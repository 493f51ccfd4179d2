import type { Plan } from "@/server/organization/plan";

/** Requests to a language model that an organization may make in a calendar month (UTC). */
const requestsPerMonth: Record<Plan, number> = { free: 100, pro: 1_000, enterprise: 10_000 };

/** A subscription that is not paid for counts as the free plan. */
export const requestLimit = (subscription: { plan: Plan; status: string } | undefined): number =>
  requestsPerMonth[subscription && subscription.status === "active" ? subscription.plan : "free"];

/** From this share of the limit on, people are warned. */
export const WARNING_SHARE = 0.8;

/** The first of the month of `now`, and of the next one: `YYYY-MM-DD`, UTC. */
export function periodOf(now: Date): { start: string; renewsOn: string } {
  const first = (months: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
  return { start: first(0), renewsOn: first(1) };
}
