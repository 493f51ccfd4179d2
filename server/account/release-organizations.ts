import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Orm } from "@/db/client";
import { member, organization } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { becomeAuth, enter, type Tx } from "./enter-organization";
import { handOverConversations } from "./hand-over-conversations";

/** What a person's leaving does to an organization of theirs. */
export interface Release {
  id: string;
  name: string;
  /** `blocks`: they alone own it and others are in it. `goes`: nobody else is in it. `stays`: others own it. */
  fate: "blocks" | "goes" | "stays";
}

/** What would become of each organization of a person, as things stand; those being deleted already are left out. */
export async function planRelease(orm: Pick<Orm, "select">, userId: string): Promise<Release[]> {
  const rows = await orm
    .select({
      id: organization.id,
      name: organization.name,
      members: sql<number>`(select count(*)::int from member m where m.organization_id = ${organization.id})`,
      owners: sql<number>`(select count(*)::int from member m where m.organization_id = ${organization.id}
        and m.role = 'owner' and m.user_id <> ${userId})`,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.userId, userId), isNull(organization.deletedAt)))
    .orderBy(asc(organization.id));
  return rows.map(({ id, name, members, owners }) => ({
    id,
    name,
    fate: members === 1 ? "goes" : owners === 0 ? "blocks" : "stays",
  }));
}

/**
 * Takes a person out of all their organizations inside the transaction that deletes their account. What they have shared
 * there is handed over; those that nobody else is in are marked as deleted, which closes them at once; the purge of deleted organizations takes their rows.
 * Gives the ones that stand in the way: then nothing is changed. Leaves the transaction as `app_auth`.
 */
export async function releaseOrganizations(
  tx: Tx,
  actor: Omit<Actor, "organizationId"> & { userId: string },
) {
  const { userId } = actor;
  // Whoever joins, leaves or changes a role waits at the organization's row, so what is read next holds to the end.
  for (const { id } of await planRelease(tx, userId)) {
    await enter(tx, id, userId);
    await tx.select({ id: organization.id }).from(organization).where(eq(organization.id, id)).for("update");
  }
  await becomeAuth(tx);
  const plan = await planRelease(tx, userId);
  const blocking = plan.filter(({ fate }) => fate === "blocks");
  if (blocking.length > 0) return blocking;
  await handOverConversations(tx, actor);
  for (const { id, fate } of plan) {
    await enter(tx, id, userId);
    const isGoing = fate === "goes";
    if (isGoing) await tx.update(organization).set({ deletedAt: new Date() }).where(eq(organization.id, id));
    await audit(
      tx as TenantTx,
      { ...actor, organizationId: id },
      {
        action: isGoing ? "organization.delete" : "member.leave",
        table: isGoing ? "organization" : "member",
        id: isGoing ? id : userId,
        data: { because: "account deleted" },
      },
    );
    await tx.delete(member).where(and(eq(member.organizationId, id), eq(member.userId, userId)));
  }
  await becomeAuth(tx);
  return [];
}
