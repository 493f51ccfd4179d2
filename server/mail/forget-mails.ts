import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { outboxFile } from "./outbox";
import { forgetLetters } from "./spool";

const MAX_TRIES = 20;

/** Takes an organization's mails out of the outbox of this machine, waiting ones too; gives how many there were. */
export async function forgetMails(organizationId: string): Promise<number> {
  return (await forgetLetters(organizationId)) + (await forgetOutbox(organizationId));
}

async function forgetOutbox(organizationId: string): Promise<number> {
  for (let tries = 1; ; tries++) {
    const before = await readFile(outboxFile, "utf8").catch(() => "");
    const lines = before.split("\n").filter((line) => line !== "");
    const kept = lines.filter((line) => !isOf(line, organizationId));
    if (kept.length === lines.length) return 0;
    const draft = `${outboxFile}.kept`;
    await writeFile(draft, kept.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    // A mail that came meanwhile must not be lost.
    if ((await stat(outboxFile)).size === Buffer.byteLength(before)) {
      await rename(draft, outboxFile);
      return lines.length - kept.length;
    }
    if (tries === MAX_TRIES) throw new Error("Mails keep coming: the outbox could not be rewritten.");
  }
}

function isOf(line: string, organizationId: string): boolean {
  try {
    const mail: unknown = JSON.parse(line);
    return (
      typeof mail === "object" &&
      mail !== null &&
      "organizationId" in mail &&
      mail.organizationId === organizationId
    );
  } catch {
    // A line cut by a full disk is nobody's.
    return false;
  }
}
