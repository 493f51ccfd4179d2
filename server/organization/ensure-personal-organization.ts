import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user, userProfile } from "@/db/schema";
import { audit } from "@/server/audit";
import { env } from "@/server/env";
import { correlationId, currentRequest } from "@/server/operation/request-scope";
import { createOrganization } from "./create-organization";
import { listMemberships } from "./list-memberships";

// One sign-in of a person at a time in this process; two at once on two machines may at worst make two
// organizations of one, both empty and both usable.
const underWay = new Map<string, Promise<string>>();

/**
 * Gives a person a profile and, while they belong nowhere, an organization of their own. Idempotent; called when a
 * session is made, and answers with the organization that becomes active in it.
 */
export function ensurePersonalOrganization(userId: string): Promise<string> {
  const known = underWay.get(userId);
  if (known) return known;
  const started = ensure(userId).finally(() => underWay.delete(userId));
  underWay.set(userId, started);
  return started;
}

async function ensure(userId: string): Promise<string> {
  const { orm } = await getDatabase();
  await orm.insert(userProfile).values({ userId }).onConflictDoNothing();
  const [first] = await listMemberships(userId);
  if (first) return first.id;
  const [person] = await orm.select({ name: user.name }).from(user).where(eq(user.id, userId));
  const name = person ? `${person.name.trim().slice(0, 60)}’s workspace` : "Workspace";
  const created = await createOrganization({ name, userId, plan: env.DEFAULT_PLAN }, (tx, { id }) =>
    audit(
      tx,
      {
        ...{ organizationId: id, userId, correlationId: correlationId() },
        ...{ ip: currentRequest()?.address ?? null, userAgent: null },
      },
      { action: "organization.create", table: "organization", id, data: { after: { name } } },
    ),
  );
  return created.id;
}
