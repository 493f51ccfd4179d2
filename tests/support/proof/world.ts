import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { invitation, member, organization, subscription, user } from "@/db/schema";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { asOwner } from "./owner";

/** An organization whose every text says `mark`, with a person of each role. */
export interface World {
  mark: string;
  organizationId: string;
  people: { owner: Person; admin: Person; member: Person; viewer: Person };
  /** Was a member until a moment ago: the session still has this organization active. */
  removed: Person;
}

/** Makes a world. `mark` is one lower-case word; it sits in names, slug and everything else people can write. */
export async function makeWorld(mark: string): Promise<World> {
  const owner = await signUp(`${mark} owner`);
  const { organizationId } = owner;
  const people = {
    owner,
    admin: await joinAs(organizationId, "admin", `${mark} admin`),
    member: await joinAs(organizationId, "member", `${mark} member`),
    viewer: await joinAs(organizationId, "viewer", `${mark} viewer`),
  };
  const removed = await joinAs(organizationId, "admin", "Removed");
  await asOwner(async (tx) => {
    await tx.delete(member).where(eq(member.userId, removed.userId)).returning();
    await tx
      .update(organization)
      .set({
        name: `${mark} organization`,
        slug: `${mark}-slug`,
        logo: `/${mark}.png`,
        picture: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Buffer.from(mark)]),
        metadata: `{"${mark}":1}`,
      })
      .where(eq(organization.id, organizationId));
    await tx.update(subscription).set({ plan: "pro" }).where(eq(subscription.organizationId, organizationId));
    await tx.insert(invitation).values({
      organizationId,
      email: `${mark}@example.org`,
      tokenHash: mark,
      inviterId: owner.userId,
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    // A second owner, so that the first may leave.
    const coOwnerId = newId();
    await tx
      .insert(user)
      .values({ id: coOwnerId, name: `${mark} co-owner`, email: `${coOwnerId}@example.org` });
    await tx.insert(member).values({ organizationId, userId: coOwnerId, role: "owner" });
    for (const person of Object.values(people)) {
      await tx
        .update(user)
        .set({ image: `/${mark}/${person.userId}.png` })
        .where(eq(user.id, person.userId));
    }
  });
  return { mark, organizationId, people, removed };
}
