import { sql } from "drizzle-orm";
import type { Orm } from "@/db/client";

export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/** From here on the transaction is confined to one organization, as inside `withTenant`, which cannot span several. */
export const enter = (tx: Tx, organizationId: string, userId: string) =>
  tx.execute(sql`select set_config('role', 'app_tenant', true),
    set_config('app.tenant_id', ${organizationId}, true), set_config('app.user_id', ${userId}, true)`);

/** Out of all organizations again; `as` says whose shared conversations may be handed on, and where. */
export const becomeAuth = (tx: Tx, as: { userId?: string; organizationId?: string } = {}) =>
  tx.execute(sql`select set_config('role', 'app_auth', true),
    set_config('app.tenant_id', ${as.organizationId ?? ""}, true), set_config('app.user_id', ${as.userId ?? ""}, true)`);
