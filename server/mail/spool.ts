import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { newId } from "@/db/id";
import { env } from "@/server/env";
import { log } from "@/server/log";
import type { Delivery, Mail } from "./outbox";
import { postMail } from "./post-mail";
import { retryDelayMs } from "./retry-delay";

/** A mail on its way, as it lies on disk. */
interface Letter {
  mail: Mail;
  attempts: number;
  /** Milliseconds since 1970, as the next. */
  writtenAt: number;
  dueAt: number;
}

type KeepFailed = (mail: Mail, failed: string) => Promise<void>;

const folder = path.join(env.DATA_DIR, "mail");
/** How long a person waits for word of the mail server; the attempt itself goes on. */
const ANSWER_WITHIN_MS = 8_000;
/** Longer than any attempt: who took a letter and is silent so long has died over it. */
const CLAIM_ENDS_AFTER_MS = 120_000;

let timer: NodeJS.Timeout | undefined;

/** Writes a mail to disk, where it survives the process, and tries to hand it to the mail server at once. */
export async function postThroughSpool(mail: Mail, keepFailed: KeepFailed) {
  const id = newId();
  const now = Date.now();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeLetter(id, { mail, attempts: 0, writtenAt: now, dueAt: now });
  const attempt = attemptLetter(id, keepFailed).catch((error: unknown): Delivery => {
    log.error({ err: error }, "A mail could not be handed over, and is tried again");
    return "later";
  });
  void attempt.then(() => scheduleSpool(keepFailed));
  return {
    delivery: (): Promise<Delivery> =>
      Promise.race([
        attempt,
        new Promise<Delivery>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, "later").unref()),
      ]),
  };
}

/** Tries every letter that is due, and sets the clock for the next. Also takes over what a process that died left. */
export async function workOffSpool(keepFailed: KeepFailed): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(".sending"))) {
    const file = path.join(folder, name);
    const age = await stat(file).then(
      ({ ctimeMs }) => Date.now() - ctimeMs,
      () => 0,
    );
    if (age > CLAIM_ENDS_AFTER_MS) await rename(file, file.replace(/sending$/, "json")).catch(() => {});
  }
  for (const name of names.filter((one) => one.endsWith(".json"))) {
    const letter = await readLetter(path.join(folder, name));
    if (letter && letter.dueAt <= Date.now()) await attemptLetter(name.slice(0, -".json".length), keepFailed);
  }
  await scheduleSpool(keepFailed);
}

/** Takes the waiting mails of an organization off the disk; gives how many there were. */
export async function forgetLetters(organizationId: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let forgotten = 0;
  for (const name of names.filter((one) => /\.(json|sending)$/.test(one))) {
    const file = path.join(folder, name);
    if ((await readLetter(file))?.mail.organizationId !== organizationId) continue;
    await rm(file, { force: true });
    forgotten++;
  }
  return forgotten;
}

async function attemptLetter(id: string, keepFailed: KeepFailed): Promise<Delivery> {
  const [waiting, sending] = [path.join(folder, `${id}.json`), path.join(folder, `${id}.sending`)];
  // Whoever renames it first has it: another process of the same data directory finds nothing.
  const isOurs = await rename(waiting, sending).then(
    () => true,
    () => false,
  );
  if (!isOurs) return "later";
  const letter = await readLetter(sending);
  if (!letter) return "later";
  const { to, subject } = letter.mail;
  const outcome = await postMail(letter.mail);
  const attempts = letter.attempts + 1;
  const delayMs = retryDelayMs(attempts, Date.now() - letter.writtenAt);
  if (outcome.ok) {
    await rm(sending, { force: true });
    log.info({ to, subject, attempts }, "A mail was handed to the mail server");
    return "sent";
  }
  if (outcome.isFinal || delayMs === undefined) {
    await keepFailed(letter.mail, outcome.reason);
    await rm(sending, { force: true });
    log.error(
      { to, subject, reason: outcome.reason },
      "A mail could not be delivered: it lies in the outbox",
    );
    return "refused";
  }
  await writeLetter(id, { ...letter, attempts, dueAt: Date.now() + delayMs });
  await rm(sending, { force: true });
  log.warn(
    { to, subject, attempts, reason: outcome.reason },
    "The mail server did not take a mail: tried again later",
  );
  return "later";
}

async function scheduleSpool(keepFailed: KeepFailed): Promise<void> {
  clearTimeout(timer);
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const letters = await Promise.all(
    names.filter((name) => name.endsWith(".json")).map((name) => readLetter(path.join(folder, name))),
  );
  const dueAt = Math.min(
    ...letters.map((letter) => letter?.dueAt ?? Infinity),
    Date.now() + CLAIM_ENDS_AFTER_MS,
  );
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      workOffSpool(keepFailed).catch((error: unknown) =>
        log.error({ err: error }, "Waiting mails could not be read"),
      );
    },
    Math.max(1_000, dueAt - Date.now()),
  );
  timer.unref();
}

/** Written beside and renamed, so that a letter is there whole or not at all. */
async function writeLetter(id: string, letter: Letter): Promise<void> {
  const file = path.join(folder, `${id}.json`);
  await writeFile(`${file}.new`, JSON.stringify(letter), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function readLetter(file: string): Promise<Letter | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Letter);
}
