import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, index, pgPolicy, pgRole, unique } from "drizzle-orm/pg-core";

export const appTenant = pgRole("app_tenant").existing();
export const appAgent = pgRole("app_agent").existing();
export const appAuth = pgRole("app_auth").existing();
export const appPurge = pgRole("app_purge").existing();
export const appSearch = pgRole("app_search").existing();

// A setting that was local to a finished transaction reads as '' rather than NULL, hence nullif. The subselect
// makes Postgres evaluate it once a statement instead of once a row.
export const currentTenant = sql.raw("(select nullif(current_setting('app.tenant_id', true), ''))");
export const currentUser = sql.raw("(select nullif(current_setting('app.user_id', true), ''))");

type TenantTable = { organizationId: AnyPgColumn; id: AnyPgColumn };

/** The policy, the key and the index that fence a tenant table; `name` is the table's name in the database. */
export function tenantPolicies(name: string, table: TenantTable) {
  return [
    pgPolicy(`${name}_tenant`, {
      for: "all",
      to: [appTenant, appAgent],
      using: sql`organization_id = ${currentTenant}`,
      withCheck: sql`organization_id = ${currentTenant}`,
    }),
    check(`${name}_organizationId_check`, sql`organization_id <> ''`),
    unique(`${name}_organizationId_id_key`).on(table.organizationId, table.id),
    index(`${name}_organizationId_idx`).on(table.organizationId),
  ];
}

/** What a table needs besides `tenantPolicies` when a row may belong to one person of the organization. */
export function audiencePolicies(name: string, table: TenantTable & { audience: AnyPgColumn }) {
  const visible = sql`audience = 'organization' or audience = ${currentUser}`;
  return [
    pgPolicy(`${name}_audience`, {
      as: "restrictive",
      for: "all",
      to: [appTenant],
      using: visible,
      withCheck: visible,
    }),
    unique(`${name}_organizationId_id_audience_key`).on(table.organizationId, table.id, table.audience),
  ];
}

/** The search functions belong to `app_search` and repeat the tenant predicate inside: docs/decisions. */
export function searchPolicy(name: string) {
  return pgPolicy(`${name}_search`, { for: "select", to: [appSearch], using: sql`true` });
}
