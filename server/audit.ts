import { auditEvent } from "@/db/schema/audit";
import type { TenantTx } from "@/db/tenant";
import { withoutSecrets } from "./audit/without-secrets";

/** Who asks, as far as the server can tell. */
export interface Actor {
  organizationId: string;
  userId: string | null;
  ip: string | null;
  userAgent: string | null;
  correlationId: string;
}

/**
 * Writes down a change in the transaction that makes it, so that neither exists without the other.
 * `event.data` names what changed; `changes(before, after)` makes it so. Secrets in it are hidden all the same.
 */
export async function audit(
  tx: TenantTx,
  actor: Actor,
  event: { action: `${string}.${string}`; table: string; id: string; data?: Record<string, unknown> },
): Promise<void> {
  await tx.insert(auditEvent).values({
    organizationId: actor.organizationId,
    userId: actor.userId,
    action: event.action,
    entityTable: event.table,
    entityId: event.id,
    eventData: withoutSecrets(event.data ?? {}),
    correlationId: actor.correlationId,
    ip: actor.ip,
    userAgent: actor.userAgent?.slice(0, 400) ?? null,
  });
}
