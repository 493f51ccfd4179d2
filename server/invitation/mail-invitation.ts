import { env } from "@/server/env";
import { log } from "@/server/log";
import { sendMail } from "@/server/mail/outbox";
import type { SentInvitation } from "./invite";

/** The address that accepts an invitation. Its token stands in the query, which no log keeps. */
export const linkOf = (token: string): string =>
  `${env.BETTER_AUTH_URL.replace(/\/$/, "")}/invitation?token=${encodeURIComponent(token)}`;

/**
 * Sends the link. Answers whether the mail was handed over: the invitation stands either way, and whoever invites can
 * send the link themselves.
 */
export async function mailInvitation(
  { email, organizationName, token }: SentInvitation,
  from: { name: string; organizationId: string },
): Promise<boolean> {
  // Names are people's own words, and a line break would begin a new line of the mail.
  const [name, organization] = [oneLine(from.name), oneLine(organizationName)];
  try {
    await sendMail({
      to: email,
      subject: `${name} invites you to ${organization} on Carrel`,
      text: `${name} invites you to work in ${organization} on Carrel.\n\nOpen this link within seven days, signed in as ${email}:\n\n${linkOf(token)}\n\nIf you do not know them, ignore this mail.`,
      organizationId: from.organizationId,
    });
    return true;
  } catch (error) {
    log.error({ err: error, organizationId: from.organizationId }, "An invitation could not be mailed");
    return false;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
