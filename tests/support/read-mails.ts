import { readFile } from "node:fs/promises";
import { outboxFile } from "@/server/mail/outbox";

interface KeptMail {
  to: string;
  subject: string;
  text: string;
  failed?: string;
}

/** The mails of the outbox to one address, oldest first. */
export async function mailsTo(address: string): Promise<KeptMail[]> {
  const lines = await readFile(outboxFile, "utf8").catch(() => "");
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line): KeptMail => JSON.parse(line))
    .filter(({ to }) => to === address);
}

/** The first link of the latest mail to an address. */
export async function linkTo(address: string): Promise<URL> {
  const link = (await mailsTo(address)).at(-1)?.text.match(/https?:\S+/)?.[0];
  if (!link) throw new Error(`No mail with a link came for ${address}.`);
  return new URL(link);
}
