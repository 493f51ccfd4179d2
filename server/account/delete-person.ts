import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user, verification } from "@/db/schema";
import type { Actor } from "@/server/audit";
import { sendFarewell } from "./account-mails";
import { planRelease, type Release, releaseOrganizations } from "./release-organizations";

/** What deleting an account would do to the person's organizations. */
export async function planDeletion(userId: string): Promise<Release[]> {
  const { orm } = await getDatabase();
  return planRelease(orm, userId);
}

/**
 * Deletes a person: sessions, password, passkeys, picture and memberships go; what they made for an organization stays
 * there without their name. All of it or nothing. Gives the organizations that stand in the way, if any do.
 */
export async function deletePerson(
  actor: Omit<Actor, "organizationId"> & { userId: string },
): Promise<Release[]> {
  const { orm } = await getDatabase();
  const { blocking, email } = await orm.transaction(async (tx) => {
    const blocking = await releaseOrganizations(tx, actor);
    if (blocking.length > 0) return { blocking };
    await tx.delete(verification).where(eq(verification.value, actor.userId));
    const [gone] = await tx.delete(user).where(eq(user.id, actor.userId)).returning({ email: user.email });
    return { blocking, email: gone?.email };
  });
  if (email !== undefined) await sendFarewell(email);
  return blocking;
}
