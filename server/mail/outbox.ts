import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { postThroughSpool, workOffSpool } from "./spool";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Whose mail it is: it goes when the organization is purged. */
  organizationId?: string;
}

/**
 * What became of a mail: the mail server has it; it will be tried again for a day; the server refused it for good; or
 * there is no mail server, and it lies in the outbox.
 */
export type Delivery = "sent" | "later" | "refused" | "outbox";

/** Whether mails leave this machine. */
export const hasMailServer = env.SMTP_URL !== undefined;

/** Where mails go that no server took: one JSON line each, readable by the operator only. */
export const outboxFile = path.join(env.DATA_DIR, "outbox.jsonl");

/**
 * Hands a mail over. With a mail server it returns as soon as the mail is safe on disk: neither a slow nor a failing
 * server holds anybody up, and how long it takes does not tell whether an address has an account.
 */
export async function sendMail(mail: Mail): Promise<void> {
  await handOver(mail);
}

/** As `sendMail`, but waits some seconds for the mail server, for where a person should know what became of it. */
export async function deliverMail(mail: Mail): Promise<Delivery> {
  return (await handOver(mail)).delivery();
}

/** Goes on with the mails that were waiting when the process before ended. */
export async function resumeMails(): Promise<void> {
  if (hasMailServer) await workOffSpool(keepInOutbox);
}

async function handOver(mail: Mail): Promise<{ delivery: () => Promise<Delivery> }> {
  if (hasMailServer) return postThroughSpool(mail, keepInOutbox);
  await keepInOutbox(mail);
  log.info(
    { to: mail.to, subject: mail.subject, outbox: outboxFile },
    "No mail server is configured: mail kept in the outbox",
  );
  return { delivery: async () => "outbox" };
}

/** `failed` says why the mail server did not take it. The log never has the text: it holds single-use links. */
async function keepInOutbox(mail: Mail, failed?: string): Promise<void> {
  await mkdir(path.dirname(outboxFile), { recursive: true });
  const line = { at: new Date().toISOString(), ...mail, ...(failed === undefined ? {} : { failed }) };
  await appendFile(outboxFile, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}
