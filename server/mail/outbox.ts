import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { env } from "@/server/env";
import { log } from "@/server/log";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Whose mail it is: it goes when the organization is purged. */
  organizationId?: string;
}

/** Where mails go while no mail server is configured: one JSON line each, readable by the operator only. */
export const outboxFile = path.join(env.DATA_DIR, "outbox.jsonl");

/** Hands a mail over. The log names recipient and subject, never the text: it holds single-use links. */
export async function sendMail(mail: Mail): Promise<void> {
  await mkdir(path.dirname(outboxFile), { recursive: true });
  await appendFile(outboxFile, `${JSON.stringify({ at: new Date().toISOString(), ...mail })}\n`, {
    mode: 0o600,
  });
  log.info(
    { to: mail.to, subject: mail.subject, outbox: outboxFile },
    "No mail server is configured: mail kept in the outbox",
  );
}
