import { sql } from "drizzle-orm";
import { withTenant } from "@/db/tenant";

/** Tells the planner how large things are now: PGlite has nobody else who would, and searches walk everything without. */
export async function refreshStatistics(organizationId: string): Promise<void> {
  await withTenant({ organizationId, as: "agent" }, (tx) =>
    tx.execute(sql`select refresh_search_statistics()`),
  );
}

/**
 * Whether a run that has grown from `before` to `after` chunks has passed 250, 1,000, 4,000 and so on. The checks of
 * foreign keys keep the plan they got while the tables were empty, and walk more rows with every file until somebody
 * tells them better: 18 ms became 41 ms for 20 chunks after 8,000.
 */
export function hasOutgrownStatistics(before: number, after: number): boolean {
  const step = (chunks: number) => Math.floor(Math.log(Math.max(chunks, 1) / 250) / Math.log(4));
  return after >= 250 && step(after) > Math.max(step(before), -1);
}
