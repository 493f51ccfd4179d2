import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { auditEvent, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { EventCursor } from "./event-cursor";
import type { AuditFilter } from "./event-input";

/** Changes newest first. Whoever is no member any more has no name here: their row of `user` is not to be seen. */
export function listAuditEvents(
  tx: TenantTx,
  page: { filter: AuditFilter; after: EventCursor | null; limit: number },
) {
  const { filter, after, limit } = page;
  const { userId, action, entityTable, entityId, from, to } = filter;
  return tx
    .select({
      id: auditEvent.id,
      createdAt: auditEvent.createdAt,
      userId: auditEvent.userId,
      userName: user.name,
      action: auditEvent.action,
      entityTable: auditEvent.entityTable,
      entityId: auditEvent.entityId,
      data: auditEvent.eventData,
      correlationId: auditEvent.correlationId,
      ip: auditEvent.ip,
      userAgent: auditEvent.userAgent,
    })
    .from(auditEvent)
    .leftJoin(user, eq(user.id, auditEvent.userId))
    .where(
      and(
        userId === undefined ? undefined : eq(auditEvent.userId, userId),
        action === undefined ? undefined : eq(auditEvent.action, action),
        entityTable === undefined ? undefined : eq(auditEvent.entityTable, entityTable),
        entityId === undefined ? undefined : eq(auditEvent.entityId, entityId),
        from === undefined ? undefined : gte(auditEvent.createdAt, from),
        to === undefined ? undefined : lt(auditEvent.createdAt, to),
        after === null
          ? undefined
          : sql`(${auditEvent.createdAt}, ${auditEvent.id}) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(auditEvent.createdAt), desc(auditEvent.id))
    .limit(limit);
}

/** The different values of one column. Walks the index from one value to the next, however many events there are. */
async function listValues(tx: TenantTx, column: "action" | "entity_table" | "user_id"): Promise<string[]> {
  const name = sql.raw(column);
  const statement = sql`
    with recursive seen(value) as (
      (select ${name} from audit_event where ${name} is not null order by ${name} limit 1)
      union all
      select (select ${name} from audit_event where ${name} > seen.value order by ${name} limit 1)
      from seen where seen.value is not null
    )
    select value from seen where value is not null limit 500`;
  const found = (await tx.execute(statement)) as unknown as { rows: { value: string }[] };
  return found.rows.map(({ value }) => value);
}

/** What the events of this organization can be filtered by. */
export async function listAuditFacets(tx: TenantTx) {
  const actions = await listValues(tx, "action");
  const entityTables = await listValues(tx, "entity_table");
  const userIds = await listValues(tx, "user_id");
  const people = await tx.select({ id: user.id, name: user.name }).from(user);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return { actions, entityTables, people: userIds.map((id) => ({ id, name: names.get(id) ?? null })) };
}

/** When the transaction began by the clock of the database: nothing it writes is older. */
export async function getTransactionTime(tx: TenantTx): Promise<Date> {
  const statement = sql`select floor(extract(epoch from now()) * 1000)::float8 as "atMs"`;
  const { rows } = (await tx.execute(statement)) as unknown as { rows: { atMs: number }[] };
  return new Date(rows[0]?.atMs ?? Date.now());
}
