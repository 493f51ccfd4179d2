import { isMailerConfigured } from "@/server/mail/is-mailer-configured";
import { findInvitation, isMemberOf, readAddress } from "./find-invited";

/** What a link shows: to anybody who holds it, and how far the person who is signed in is from accepting. */
export async function viewInvitation(token: string, userId: string | undefined) {
  const found = await findInvitation(token);
  if (!found) return undefined;
  const { organizationName, inviterName, email, role, expiresAt } = found;
  const state = found.status === "pending" && expiresAt <= new Date() ? "expired" : found.status;
  return {
    ...{ organizationName, inviterName, email, role, expiresAt, state },
    person: userId === undefined ? null : await personFor(found, userId),
  };
}

async function personFor(found: { organizationId: string; email: string }, userId: string) {
  const address = await readAddress(userId);
  if (!address) return null;
  return {
    email: address.email,
    isInvited: address.email.toLowerCase() === found.email.toLowerCase(),
    mustVerify: isMailerConfigured() && !address.isVerified,
    isMember: await isMemberOf(found.organizationId, userId),
  };
}
