import { log } from "@/server/log";
import { sendMail } from "@/server/mail/outbox";

// The mails about a person's own account. They name no organization: who reads them may not be who it belongs to.

export const sendResetLink = (to: string, url: string) =>
  sendMail({
    to,
    subject: "Reset your Carrel password",
    text: `Open this link within an hour to choose a new password:\n\n${url}\n\nIf you did not ask for it, ignore this mail.`,
  });

/** Never throws: signing up must not fail because a mail could not be written. */
export const sendVerificationLink = (to: string, url: string) =>
  sendMail({
    to,
    subject: "Confirm your e-mail address for Carrel",
    text: `Open this link within a day to confirm that this address is yours:\n\n${url}\n\nIf you have no account at Carrel, ignore this mail.`,
  }).catch((error: unknown) =>
    log.error({ err: error, to }, "The mail to confirm an address was not written"),
  );

export const emailChangeLink = (to: string, url: string) => ({
  to,
  subject: "Confirm your new e-mail address for Carrel",
  text: `Somebody who is signed in to Carrel asked to use this address from now on. Open this link within an hour to confirm it:\n\n${url}\n\nIf it was not you, ignore this mail: nothing changes.`,
});

/** Tells a person what changed about their account. Never throws: the change has happened. */
export const sendNotice = (to: string, what: string) =>
  sendMail({
    to,
    subject: "Your Carrel account was changed",
    text: `${what}\n\nIf it was not you, reset your password at once, and look through Settings, Sessions.`,
  }).catch((error: unknown) => log.error({ err: error, to }, "A notice was not written"));

export const sendFarewell = (to: string) =>
  sendMail({
    to,
    subject: "Your Carrel account is deleted",
    text: "Your account was deleted, as you asked. What you made for organizations that others are in stays with them, without your name.",
  }).catch((error: unknown) => log.error({ err: error, to }, "A farewell was not written"));
