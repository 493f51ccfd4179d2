import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { invitation, member } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { isMailerConfigured } from "@/server/mail/is-mailer-configured";
import { fullMessage, MAX_MEMBERS } from "@/server/member/limit";
import { notingFull } from "@/server/member/noting-full";
import { lockOrganization } from "@/server/organization/lock-organization";
import { Refusal } from "@/server/refusal";
import { findInvitation, readAddress } from "./find-invited";
import { countMembers, isMember, lockInvitation } from "./queries";
import { isSecretOf, readToken } from "./secret";

type Author = Actor & { userId: string };
type Found = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;
type Answered = Pick<Found, "id" | "role" | "organizationName">;

/** Makes the invited person a member. However often it is called, and however many at once: once. */
export async function acceptInvitation(
  token: string,
  by: Omit<Author, "organizationId">,
): Promise<{ organizationId: string; name: string }> {
  const { organizationId } = await findFor(token, by.userId);
  const author = { ...by, organizationId };
  return notingFull(author, () => inTurn(author, token, (tx, found) => join(tx, author, found)));
}

async function join(
  tx: TenantTx,
  by: Author,
  found: Answered,
): Promise<{ organizationId: string; name: string }> {
  const { organizationId } = by;
  if (await isMember(tx, by.userId))
    throw new Refusal("CONFLICT", "You are a member of this organization already.");
  if ((await countMembers(tx)) >= MAX_MEMBERS) throw new Refusal("TOO_MANY_REQUESTS", fullMessage);
  const id = newId();
  await tx.insert(member).values({ id, organizationId, userId: by.userId, role: found.role });
  await tx.update(invitation).set({ status: "accepted" }).where(eq(invitation.id, found.id));
  const data = { invitationId: found.id, before: null, after: { role: found.role } };
  await audit(tx, by, { action: "invitation.accept", table: "member", id, data });
  return { organizationId, name: found.organizationName };
}

/** The invited person does not want to join. */
export async function declineInvitation(
  token: string,
  by: Omit<Author, "organizationId">,
): Promise<{ id: string }> {
  const { organizationId } = await findFor(token, by.userId);
  const author = { ...by, organizationId };
  return inTurn(author, token, async (tx, { id }) => {
    await tx.update(invitation).set({ status: "rejected" }).where(eq(invitation.id, id));
    const data = { before: { status: "pending" }, after: { status: "rejected" } };
    await audit(tx, author, { action: "invitation.decline", table: "invitation", id, data });
    return { id };
  });
}

/** The invitation of a link for the person who holds it, who must be the one it is for. */
async function findFor(token: string, userId: string): Promise<Found> {
  const [found, address] = [await findInvitation(token), await readAddress(userId)];
  if (!found || !address) throw unknown();
  if (found.email.toLowerCase() !== address.email.toLowerCase()) {
    throw new Refusal(
      "FORBIDDEN",
      `This invitation is for ${found.email}, and you are signed in as ${address.email}. Sign in with that address.`,
    );
  }
  if (isMailerConfigured() && !address.isVerified)
    throw new Refusal(
      "FORBIDDEN",
      `Confirm that ${address.email} is yours first: open the link in the mail we sent you.`,
    );
  return found;
}

/** Takes its turn in the organization, and there looks at the invitation again: only what is true then counts. */
async function inTurn<T>(
  by: Author,
  token: string,
  work: (tx: TenantTx, found: Answered) => Promise<T>,
): Promise<T> {
  const parts = readToken(token);
  if (!parts) throw unknown();
  return withTenant({ organizationId: by.organizationId, userId: by.userId }, async (tx) => {
    const organization = await lockOrganization(tx);
    const row = await lockInvitation(tx, parts.id);
    if (!row || organization.deletedAt !== null || !isSecretOf(parts.secret, row.tokenHash)) throw unknown();
    if (row.status !== "pending") throw new Refusal("CONFLICT", closed[row.status]);
    if (row.expiresAt <= new Date())
      throw new Refusal("CONFLICT", "This invitation has run out. Ask whoever invited you to send it again.");
    return work(tx, { id: row.id, role: row.role, organizationName: organization.name });
  });
}

const unknown = () =>
  new Refusal(
    "NOT_FOUND",
    "This invitation does not exist, or a newer link has taken its place. Ask whoever invited you for a new one.",
  );

const closed = {
  accepted: "This invitation has been accepted already.",
  rejected: "This invitation has been declined. Ask whoever invited you for a new one.",
  canceled: "This invitation has been withdrawn. Ask whoever invited you for a new one.",
};
