import { audit } from "@/server/audit";
import { router, tenantProcedure } from "@/server/trpc/init";
import { encodeEventCursor, eventPage } from "./event-cursor";
import { auditExportInput, auditExportPageInput, auditPageInput, EXPORT_ROWS } from "./event-input";
import { type Cell, formatHead, formatRows } from "./format-export";
import { getTransactionTime, listAuditEvents, listAuditFacets } from "./queries";

const EXPORT_COLUMNS = [
  ...["time", "action", "person", "person_id", "thing", "thing_id", "before", "after", "details"],
  ...["correlation_id", "address", "user_agent", "id"],
] as const;

export const auditRouter = router({
  /** Who changed what, newest first. */
  list: tenantProcedure("audit.read")
    .input(auditPageInput)
    .query(({ ctx, input: { cursor, pageSize, ...filter } }) =>
      ctx.inTenant(async (tx) =>
        eventPage(
          await listAuditEvents(tx, { filter, after: cursor ?? null, limit: pageSize + 1 }),
          pageSize,
        ),
      ),
    ),

  /** The people, actions and kinds of things that the log can be filtered by. */
  facets: tenantProcedure("audit.read").query(({ ctx }) => ctx.inTenant(listAuditFacets)),

  /** Begins an export, which is itself written down: gives what stands above the rows and where they begin. */
  export: tenantProcedure("audit.read")
    .input(auditExportInput)
    .mutation(({ ctx, input: { format, ...filter } }) =>
      ctx.inTenant(async (tx) => {
        // Everything before this transaction: neither this event nor what is written while pages are fetched.
        const next = encodeEventCursor({ createdAt: await getTransactionTime(tx), id: "0" });
        await audit(tx, ctx.actor, {
          action: "audit.export",
          table: "organization",
          id: ctx.organizationId,
          data: { format, ...filter },
        });
        return { head: formatHead(EXPORT_COLUMNS, format), next };
      }),
    ),

  /** Some hundred rows of an export as text; `next` is null after the last. */
  exportPage: tenantProcedure("audit.read")
    .input(auditExportPageInput)
    .query(({ ctx, input: { format, cursor, ...filter } }) =>
      ctx.inTenant(async (tx) => {
        const rows = await listAuditEvents(tx, { filter, after: cursor, limit: EXPORT_ROWS + 1 });
        const { items, next } = eventPage(rows, EXPORT_ROWS);
        return { text: formatRows(items.map(exportRow), format), next };
      }),
    ),
});

type AuditEvent = Awaited<ReturnType<typeof listAuditEvents>>[number];

function exportRow(event: AuditEvent): Record<(typeof EXPORT_COLUMNS)[number], Cell> {
  const { before = null, after = null, ...details } = event.data;
  return {
    time: event.createdAt,
    action: event.action,
    person: event.userName,
    person_id: event.userId,
    thing: event.entityTable,
    thing_id: event.entityId,
    before: before as Cell,
    after: after as Cell,
    details,
    correlation_id: event.correlationId,
    address: event.ip,
    user_agent: event.userAgent,
    id: event.id,
  };
}
