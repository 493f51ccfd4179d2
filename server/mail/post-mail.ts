import nodemailer from "nodemailer";
import { env } from "@/server/env";
import type { Mail } from "./outbox";

/** `isFinal`: the server said no to this very mail, and would say so again. */
export type Outcome = { ok: true } | { ok: false; isFinal: boolean; reason: string };

/** Hands one mail to the mail server of SMTP_URL, within about a minute. Never throws. */
export async function postMail(mail: Mail): Promise<Outcome> {
  if (env.SMTP_URL === undefined)
    return { ok: false, isFinal: false, reason: "No mail server is configured" };
  // A connection of its own each time: mails are few, and a kept one would be dead when the next comes.
  const transport = nodemailer.createTransport({
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // Its query may set other times, and what else nodemailer knows.
    url: env.SMTP_URL,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: env.MAIL_FROM, ...mail });
    return { ok: true };
  } catch (error) {
    return explain(error);
  } finally {
    transport.close();
  }
}

function explain(error: unknown): Outcome {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  // A password that the server does not take is put right by the operator, so those mails wait.
  const isAboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  return {
    ok: false,
    isFinal: isAboutMail && (responseCode ?? 0) >= 500,
    reason: message ?? String(error),
  };
}
