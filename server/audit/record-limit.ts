import { and, eq, gt } from "drizzle-orm";
import { auditEvent } from "@/db/schema/audit";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "../audit";

const QUIET_MS = 60 * 60 * 1000;

/**
 * Writes down that an organization has reached a limit, in a transaction of its own, because the one that met the limit
 * is undone. Once an hour for each procedure: whoever keeps trying must not fill the log.
 */
export async function recordLimit(
  tx: TenantTx,
  actor: Actor,
  limit: { procedure: string; message: string },
): Promise<void> {
  const { procedure, message } = limit;
  const [known] = await tx
    .select({ id: auditEvent.id })
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.action, "limit.reached"),
        eq(auditEvent.entityTable, "procedure"),
        eq(auditEvent.entityId, procedure),
        gt(auditEvent.createdAt, new Date(Date.now() - QUIET_MS)),
      ),
    )
    .limit(1);
  if (known) return;
  await audit(tx, actor, {
    action: "limit.reached",
    table: "procedure",
    id: procedure,
    data: { limit: message },
  });
}
