import { readFile } from "node:fs/promises";
import path from "node:path";

/** The link of the latest mail to an address: without a mail server, mails are lines of a file. */
export async function mailedLink(email: string): Promise<string> {
  const outbox = await readFile(path.join(process.env.E2E_DATA_DIR ?? "", "outbox.jsonl"), "utf8");
  const mails = outbox
    .trimEnd()
    .split("\n")
    .map((line): { to: string; text: string } => JSON.parse(line));
  const link = mails.findLast(({ to }) => to === email)?.text.match(/https?:\S+/)?.[0];
  if (!link) throw new Error(`No mail with a link came for ${email}.`);
  return link;
}
