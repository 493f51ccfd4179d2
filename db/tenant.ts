import { getDatabase } from "./client";
import { inSpan } from "./in-span";
import { isInsideTenant, runInsideTenant } from "./tenant-context";
import { type Opening, quoteLiteral, type Transaction } from "./transaction";

declare const tenant: unique symbol;

/** A transaction confined to one organization. Only `withTenant` makes one, so the plain client does not pass for it. */
export type TenantTx = Transaction & { readonly [tenant]: true };

/** A person's work carries their id; `as: "agent"` is background work, which no audience restricts. */
export type TenantScope =
  | { organizationId: string; userId: string; as?: "person" }
  | { organizationId: string; as: "agent" };

export interface TenantOptions {
  /** `snapshot` shows one state of the database to every statement and refuses writes: for reads of several statements. */
  mode?: Opening["mode"];
}

/**
 * Runs `work` in one transaction confined to one organization.
 *
 * The role and both settings are local to the transaction: a session setting would leak to the next borrower of a
 * pooled connection. Throws at once when called inside itself. Whatever `work` throws rolls everything back.
 */
export const withTenant = <T>(
  scope: TenantScope,
  work: (tx: TenantTx) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> => confine(scope, { mode: options.mode ?? "write" }, work);

/**
 * `withTenant` for a person, with their role in the organization as this very transaction sees it: undefined for whoever
 * does not belong to it, or when it is deleted. Costs no message more.
 */
export const withMembership = <T>(
  scope: { organizationId: string; userId: string },
  work: (tx: TenantTx, role: string | undefined) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> =>
  confine(
    scope,
    {
      mode: options.mode ?? "write",
      // Row security leaves the rows of this organization, so the tenant is not repeated.
      question: `select m.role from member m join organization o on o.id = m.organization_id and o.deleted_at is null
        where m.user_id = ${quoteLiteral(scope.userId)}`,
    },
    (tx, [found]) => work(tx, typeof found?.role === "string" ? found.role : undefined),
  );

async function confine<T>(
  scope: TenantScope,
  opening: Omit<Opening, "settings">,
  work: (tx: TenantTx, answer: Record<string, unknown>[]) => Promise<T>,
): Promise<T> {
  if (isInsideTenant())
    throw new Error("withTenant was called inside withTenant: pass the transaction (tx) down instead.");
  if (scope.organizationId === "") throw new Error("withTenant needs an organization.");
  const { transact } = await getDatabase();
  const [role, userId] = scope.as === "agent" ? ["app_agent", ""] : ["app_tenant", scope.userId];
  const settings = `select set_config('role', '${role}', true),
    set_config('app.tenant_id', ${quoteLiteral(scope.organizationId)}, true),
    set_config('app.user_id', ${quoteLiteral(userId)}, true)`;
  return runInsideTenant(() =>
    inSpan("transaction", { role, mode: opening.mode }, () =>
      transact({ ...opening, settings }, (tx, answer) => work(tx as TenantTx, answer)),
    ),
  );
}
