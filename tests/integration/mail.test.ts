import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { startSmtpServer } from "@/tests/support/smtp-server";

const smtp = await startSmtpServer();
// Before anything reads the environment. Short times: a server that hangs is one of the cases.
process.env.SMTP_URL = `smtp://127.0.0.1:${smtp.port}/?socketTimeout=700&connectionTimeout=700`;
process.env.MAIL_FROM = "Carrel <carrel@example.org>";

const { deliverMail, outboxFile, resumeMails, sendMail } = await import("@/server/mail/outbox");
const { signUp } = await import("@/tests/support/sign-up");
const { makeBrowser } = await import("@/tests/support/ask-auth");
const { env } = await import("@/server/env");

const spool = path.join(env.DATA_DIR, "mail");
const mail = { to: "ada@example.org", subject: "A subject", text: "A text with a secret link" };

afterAll(async () => {
  await smtp.close();
  delete process.env.SMTP_URL;
  delete process.env.MAIL_FROM;
});

beforeEach(() => {
  smtp.taken.length = 0;
  smtp.behave("take");
});

test("a mail reaches the mail server, and nothing of it stays on disk", async () => {
  expect(await deliverMail(mail)).toBe("sent");
  expect(smtp.taken[0]).toMatch(
    /From: Carrel <carrel@example.org>[\s\S]*To: ada@example.org[\s\S]*secret link/,
  );
  expect(readdirSync(spool)).toEqual([]);
  expect(existsSync(outboxFile)).toBe(false);
});

test("signing up works while the mail server hangs, and the mail goes out once it answers", async () => {
  smtp.behave("hang");
  const startedMs = performance.now();
  const ada = await signUp();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await vi.waitFor(() => expect(waiting()).toMatchObject([{ attempts: 1 }]), 5_000);

  smtp.behave("take");
  makeDue();
  await resumeMails();
  expect(smtp.taken).toHaveLength(1);
  expect(smtp.taken[0]).toContain(`To: ${ada.email}`);
  expect(waiting()).toEqual([]);
});

test("a server that is busy, and one that is gone, get the mail later; how long it takes tells nobody anything", async () => {
  smtp.behave("be busy");
  expect(await deliverMail(mail)).toBe("later");
  const [letter] = waiting();
  expect(letter).toMatchObject({ attempts: 1, mail: { to: mail.to } });
  expect((letter?.dueAt ?? 0) - Date.now()).toBeGreaterThan(20_000);
  await resumeMails();
  expect(waiting()).toMatchObject([{ attempts: 1 }]);

  smtp.behave("hang");
  const ben = await signUp("Ben");
  const startedMs = performance.now();
  const answer = await makeBrowser().ask("/request-password-reset", { email: ben.email });
  expect(answer.status).toBe(200);
  expect(performance.now() - startedMs).toBeLessThan(600);
  smtp.behave("take");
  await vi.waitFor(() => expect(waiting().every(({ attempts }) => attempts > 0)).toBe(true), 5_000);
  makeDue();
  await resumeMails();
  expect(waiting()).toEqual([]);
});

test("a mail that is refused for good, or a day old, lies in the outbox with the reason", async () => {
  smtp.behave("refuse recipient");
  expect(await deliverMail(mail)).toBe("refused");
  expect(kept().at(-1)).toMatchObject({ ...mail, failed: expect.stringContaining("550") });

  smtp.behave("be busy");
  await deliverMail({ ...mail, subject: "An old one" });
  makeDue(25 * 3_600_000);
  await resumeMails();
  expect(kept().at(-1)).toMatchObject({ subject: "An old one", failed: expect.stringContaining("451") });
  expect(waiting()).toEqual([]);
});

test("who asks for a new address is told that the mail server does not answer", async () => {
  const ada = await signUp();
  smtp.behave("be busy");
  const answer = await ada.api.account.email.requestChange({
    newEmail: "new@example.org",
    password: ada.password,
  });
  expect(answer).toEqual({ delivery: "later" });
});

test("two processes that work off the same mails send each once", async () => {
  smtp.behave("be busy");
  await sendMail({ ...mail, subject: "Once" });
  await vi.waitFor(() =>
    expect(waiting().some((one) => one.mail.subject === "Once" && one.attempts === 1)).toBe(true),
  );
  smtp.behave("take");
  makeDue();
  await Promise.all([resumeMails(), resumeMails(), resumeMails()]);
  await vi.waitFor(() => expect(waiting()).toEqual([]), 5_000);
  expect(smtp.taken.filter((text) => text.includes("Subject: Once"))).toHaveLength(1);
});

interface Letter {
  mail: { to: string; subject: string };
  attempts: number;
  writtenAt: number;
  dueAt: number;
}

const files = () => readdirSync(spool).map((name) => path.join(spool, name));
const waiting = (): Letter[] => files().map((file) => JSON.parse(readFileSync(file, "utf8")));
const kept = () =>
  readFileSync(outboxFile, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Makes every waiting mail due now, as if it were so much older. */
function makeDue(olderMs = 0): void {
  for (const file of files()) {
    const letter: Letter = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...letter, dueAt: 0, writtenAt: letter.writtenAt - olderMs }));
  }
}
