import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { documentChunk, file, organization, securityEvent, session, upload } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { log } from "@/server/log";
import { forgetMails } from "@/server/mail/forget-mails";
import { countRows, rowsOf } from "./purge-counts";

const ROWS_PER_TRANSACTION = 50;
const isDue = sql`${organization.deletedAt} < now() - interval '7 days'`;

/** Whether an organization's days of grace are over. */
export async function isPurgeDue(): Promise<boolean> {
  const { orm } = await getDatabase();
  return (await orm.select({ id: organization.id }).from(organization).where(isDue).limit(1)).length > 0;
}

/** Purges every organization whose days of grace are over. Stopped or killed anywhere, the next call goes on from there. */
export async function purgeDueOrganizations(stopping: AbortSignal): Promise<void> {
  const { orm } = await getDatabase();
  const due = await orm
    .select({ id: organization.id })
    .from(organization)
    .where(isDue)
    .orderBy(asc(organization.deletedAt));
  for (const { id } of due) {
    if (stopping.aborted) return;
    await purgeOrganization(id, stopping);
  }
}

async function purgeOrganization(organizationId: string, stopping: AbortSignal): Promise<void> {
  const counts = await countOnce(organizationId);
  // What is large goes in small transactions, so that nobody else's work waits for a long one.
  for (const large of [file, documentChunk, upload]) {
    while (await deleteSome(organizationId, large)) if (stopping.aborted) return;
  }
  const mails = await forgetMails(organizationId);
  await getBlobStore().removeAll(organizationId);
  if (await deleteRest(organizationId, { counts, mails }))
    log.info({ organizationId, counts }, "A deleted organization is purged");
}

/** What there was before anything went, written down before it goes: a purge that goes on finds it there. */
async function countOnce(organizationId: string): Promise<unknown> {
  const { orm } = await getDatabase();
  const [started] = await orm
    .select({ data: securityEvent.eventData })
    .from(securityEvent)
    .where(
      and(
        eq(securityEvent.action, "purge.started"),
        sql`${securityEvent.eventData}->>'organizationId' = ${organizationId}`,
      ),
    )
    .orderBy(asc(securityEvent.createdAt), asc(securityEvent.id))
    .limit(1);
  if (started) return started.data.counts;
  const counts = await countRows(organizationId);
  await orm.insert(securityEvent).values({ action: "purge.started", eventData: { organizationId, counts } });
  return counts;
}

/** Deletes some rows with all that hangs on them; false when none was left. */
async function deleteSome(
  organizationId: string,
  table: typeof file | typeof documentChunk | typeof upload,
): Promise<boolean> {
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const rows = await tx.select({ id: table.id }).from(table).limit(ROWS_PER_TRANSACTION);
    if (rows.length === 0) return false;
    await tx.delete(table).where(
      inArray(
        table.id,
        rows.map(({ id }) => id),
      ),
    );
    return true;
  });
}

/**
 * The organization itself, everything that hangs on it, its work in the queue and the receipt, all at once or not at
 * all. False when somebody else was faster.
 */
async function deleteRest(
  organizationId: string,
  done: { counts: unknown; mails: number },
): Promise<boolean> {
  const { orm } = await getDatabase();
  const ofIts = sql`data->>'organizationId' = ${organizationId} or group_id = ${organizationId}`;
  try {
    await orm.transaction(async (tx) => {
      const jobs = rowsOf(await tx.execute(sql`delete from pgboss.job where ${ofIts} returning id`)).length;
      // A session that outlives its organization works in none until its person chooses another.
      await tx
        .update(session)
        .set({ activeOrganizationId: null })
        .where(eq(session.activeOrganizationId, organizationId));
      await tx.insert(securityEvent).values({
        action: "purge.completed",
        eventData: { organizationId, counts: done.counts, queueEntries: jobs, mails: done.mails },
      });
      // The one role that may delete an organization, and by its policy only one whose days of grace are over.
      await tx.execute(sql`set local role app_purge`);
      const gone = await tx
        .delete(organization)
        .where(eq(organization.id, organizationId))
        .returning({ id: organization.id });
      if (gone.length === 0) throw new GoneAlready();
    });
    return true;
  } catch (error) {
    if (error instanceof GoneAlready) return false;
    throw error;
  }
}

class GoneAlready extends Error {
  override readonly name = "GoneAlready";
}
