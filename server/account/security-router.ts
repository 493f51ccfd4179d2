import { encodeEventCursor, eventPage } from "@/server/audit/event-cursor";
import {
  EXPORT_ROWS,
  securityExportInput,
  securityExportPageInput,
  securityPageInput,
} from "@/server/audit/event-input";
import { formatHead, formatRows } from "@/server/audit/format-export";
import { router, userProcedure } from "@/server/trpc/init";
import { listSecurityActions, listSecurityEvents } from "./list-security-events";
import { recordSecurityEvent } from "./record-security-event";

const EXPORT_COLUMNS = [
  ...["time", "action", "by_me", "details", "correlation_id", "address", "user_agent", "id"],
] as const;

/** What happened to the caller's own account: sign-ins, failures, changes of what they prove themselves with. */
export const securityRouter = router({
  list: userProcedure.input(securityPageInput).query(async ({ ctx, input }) => {
    const { cursor, pageSize, ...filter } = input;
    const { userId } = ctx.user;
    const rows = await listSecurityEvents(userId, { filter, after: cursor ?? null, limit: pageSize + 1 });
    const { items, next } = eventPage(rows, pageSize);
    // Whoever else did it is an id that tells this person nothing: an operator, or one whose account is gone.
    return { items: items.map(({ actorId, ...event }) => ({ ...event, byMe: actorId === userId })), next };
  }),

  actions: userProcedure.query(({ ctx }) => listSecurityActions(ctx.user.userId)),

  /** Begins an export, which is itself written down: gives what stands above the rows and where they begin. */
  export: userProcedure.input(securityExportInput).mutation(async ({ ctx, input: { format, ...filter } }) => {
    // Before every id: an event of this very millisecond is the export's own.
    const cursor = encodeEventCursor({ createdAt: new Date(), id: "0" });
    await recordSecurityEvent("security_log.exported", {
      ...{ userId: ctx.user.userId, headers: ctx.headers, data: { format, ...filter } },
    });
    return { head: formatHead(EXPORT_COLUMNS, format), next: cursor };
  }),

  /** Some hundred rows of an export as text; `next` is null after the last. */
  exportPage: userProcedure.input(securityExportPageInput).query(async ({ ctx, input }) => {
    const { format, cursor, ...filter } = input;
    const { userId } = ctx.user;
    const rows = await listSecurityEvents(userId, { filter, after: cursor, limit: EXPORT_ROWS + 1 });
    const { items, next } = eventPage(rows, EXPORT_ROWS);
    return { text: formatRows(items.map(exportRow(userId)), format), next };
  }),
});

type SecurityEvent = Awaited<ReturnType<typeof listSecurityEvents>>[number];

const exportRow = (userId: string) => (event: SecurityEvent) => ({
  time: event.createdAt,
  action: event.action,
  by_me: event.actorId === userId,
  details: event.data,
  correlation_id: event.correlationId,
  address: event.ip,
  user_agent: event.userAgent,
  id: event.id,
});
