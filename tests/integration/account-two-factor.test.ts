import { eq } from "drizzle-orm";
import { generateSync } from "otplib";
import { expect, test } from "vitest";
import { twoFactor } from "@/db/schema";
import { makeBrowser } from "@/tests/support/ask-auth";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, signUp } from "@/tests/support/sign-up";

/** Turns two-factor on for a new person; gives their app's secret and their recovery codes. */
async function signUpWithTwoFactor() {
  const ada = await signUp();
  const browser = makeBrowser(ada.headers);
  const { data } = await browser.ask("/two-factor/enable", { password: ada.password });
  const secret = new URL(String(data.totpURI)).searchParams.get("secret") ?? "";
  const turnedOn = await browser.ask("/two-factor/verify-totp", { code: generateSync({ secret }) });
  expect(turnedOn.status).toBe(200);
  return { ada, browser, secret, codes: data.backupCodes as string[] };
}

async function beginSignIn(person: { email: string; password: string }) {
  const browser = makeBrowser();
  const { email, password } = person;
  const answer = await browser.ask("/sign-in/email", { email, password });
  expect(answer.data).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ["totp"] });
  await expect(apiOf(browser.headers()).account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  return browser;
}

test("with two-factor on, the password opens nothing until the app's code does", async () => {
  const { ada, secret } = await signUpWithTwoFactor();
  const browser = await beginSignIn(ada);
  expect(await browser.ask("/two-factor/verify-totp", { code: "000000" })).toMatchObject({
    status: 401,
    data: { code: "INVALID_CODE" },
  });
  expect((await browser.ask("/two-factor/verify-totp", { code: generateSync({ secret }) })).status).toBe(200);
  expect(await apiOf(browser.headers()).account.me()).toMatchObject({ twoFactorEnabled: true });
});

test("a recovery code signs in once and is spent; nobody can read those that are left", async () => {
  const { ada, codes } = await signUpWithTwoFactor();
  const [code = ""] = codes;
  expect(codes).toHaveLength(10);
  const first = await beginSignIn(ada);
  expect((await first.ask("/two-factor/verify-backup-code", { code })).status).toBe(200);
  const api = apiOf(first.headers());
  expect(await api.account.waysIn()).toMatchObject({ recoveryCodesLeft: 9 });
  const second = await beginSignIn(ada);
  expect(await second.ask("/two-factor/verify-backup-code", { code })).toMatchObject({
    status: 401,
    data: { code: "INVALID_BACKUP_CODE" },
  });
  const [row] = await asOwner((tx) => tx.select().from(twoFactor).where(eq(twoFactor.userId, ada.userId)));
  for (const one of codes) expect(JSON.stringify(row)).not.toContain(one);
});

test("one recovery code tried by many at once opens one session", async () => {
  const { ada, codes } = await signUpWithTwoFactor();
  const browsers = await Promise.all(Array.from({ length: 5 }, () => beginSignIn(ada)));
  const answers = await Promise.all(
    browsers.map((browser) => browser.ask("/two-factor/verify-backup-code", { code: codes[0] })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("guessing codes ends the sign-in after five, and locks further ones after ten", async () => {
  const { ada, secret } = await signUpWithTwoFactor();
  const guess = (browser: Awaited<ReturnType<typeof beginSignIn>>) =>
    browser.ask("/two-factor/verify-totp", { code: "000000" });
  const first = await beginSignIn(ada);
  for (let tries = 0; tries < 5; tries += 1) expect((await guess(first)).status).toBe(401);
  expect(await guess(first)).toMatchObject({ data: { code: "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE" } });
  const second = await beginSignIn(ada);
  for (let tries = 0; tries < 5; tries += 1) await guess(second);
  const third = await beginSignIn(ada);
  const right = { code: generateSync({ secret }) };
  expect(await third.ask("/two-factor/verify-totp", right)).toMatchObject({
    status: 429,
    data: { code: "ACCOUNT_TEMPORARILY_LOCKED" },
  });
});

test("a request to trust the device changes nothing: the next sign-in asks again", async () => {
  const { ada, secret } = await signUpWithTwoFactor();
  const browser = await beginSignIn(ada);
  await browser.ask("/two-factor/verify-totp", { code: generateSync({ secret }), trustDevice: true });
  await browser.ask("/sign-out", {});
  const again = await browser.ask("/sign-in/email", { email: ada.email, password: ada.password });
  expect(again.data).toMatchObject({ twoFactorRedirect: true });
});

test("turning it on, new codes and turning it off each ask for the password, and stay in the organization", async () => {
  const { ada, browser, codes } = await signUpWithTwoFactor();
  const wrong = { password: "not the password" };
  for (const path of ["/two-factor/enable", "/two-factor/generate-backup-codes", "/two-factor/disable"]) {
    expect(await browser.ask(path, wrong)).toMatchObject({ status: 400, data: { code: "INVALID_PASSWORD" } });
  }
  const { password } = ada;
  const { data } = await browser.ask("/two-factor/generate-backup-codes", { password });
  expect(data.backupCodes).toHaveLength(10);
  expect(data.backupCodes).not.toContain(codes[0]);

  const second = await apiOf(browser.headers()).organization.create({ name: "Second" });
  expect((await browser.ask("/two-factor/disable", { password })).status).toBe(200);
  const api = apiOf(browser.headers());
  expect(await api.account.me()).toMatchObject({ twoFactorEnabled: false });
  expect(await api.organization.current()).toMatchObject({ id: second.id });
  expect(await api.account.waysIn()).toMatchObject({ recoveryCodesLeft: null });
});
