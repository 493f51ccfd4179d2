import { type ExtractTablesWithRelations, sql } from "drizzle-orm";
import type { PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import { getDatabase } from "./client";
import { inSpan } from "./in-span";
import type * as schema from "./schema";
import { isInsideTenant, runInsideTenant } from "./tenant-context";

declare const tenant: unique symbol;

/** A transaction confined to one organization. Only `withTenant` makes one, so the plain client does not pass for it. */
export type TenantTx = PgTransaction<
  PgQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
> & {
  readonly [tenant]: true;
};

/** A person's work carries their id; `as: "agent"` is background work, which no audience restricts. */
export type TenantScope =
  | { organizationId: string; userId: string; as?: "person" }
  | { organizationId: string; as: "agent" };

export interface TenantOptions {
  /** `snapshot` shows one state of the database to every statement and refuses writes: for reads of several statements. */
  mode?: "write" | "snapshot";
}

/**
 * Runs `work` in one transaction confined to one organization.
 *
 * The role and both settings are local to the transaction: a session setting would leak to the next borrower of a
 * pooled connection. Throws at once when called inside itself. Whatever `work` throws rolls everything back.
 */
export async function withTenant<T>(
  scope: TenantScope,
  work: (tx: TenantTx) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> {
  if (isInsideTenant())
    throw new Error("withTenant was called inside withTenant: pass the transaction (tx) down instead.");
  if (scope.organizationId === "") throw new Error("withTenant needs an organization.");
  const { orm } = await getDatabase();
  const [role, userId] = scope.as === "agent" ? ["app_agent", ""] : ["app_tenant", scope.userId];
  const transact = () =>
    orm.transaction(
      async (tx) => {
        await tx.execute(sql`select set_config('role', ${role}, true),
          set_config('app.tenant_id', ${scope.organizationId}, true), set_config('app.user_id', ${userId}, true)`);
        return work(tx as TenantTx);
      },
      options.mode === "snapshot"
        ? { isolationLevel: "repeatable read", accessMode: "read only" }
        : undefined,
    );
  return runInsideTenant(() => inSpan("transaction", { role, mode: options.mode ?? "write" }, transact));
}
