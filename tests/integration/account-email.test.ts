import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { securityEvent, user, verification } from "@/db/schema";
import { makeBrowser } from "@/tests/support/ask-auth";
import { asOwner } from "@/tests/support/proof/owner";
import { linkTo, mailsTo } from "@/tests/support/read-mails";
import { apiOf, signUp } from "@/tests/support/sign-up";

const nobody = apiOf(new Headers());
let addresses = 0;
const newAddress = () => `moved-${process.pid}-${Date.now()}-${++addresses}@example.org`;

async function tokenFor(address: string): Promise<string> {
  return (await linkTo(address)).searchParams.get("token") ?? "";
}

test("an address changes when the link at the new one is used, once, and the old one is told", async () => {
  const ada = await signUp();
  const newEmail = newAddress();
  const { password } = ada;
  expect(await ada.api.account.email.requestChange({ newEmail: newEmail.toUpperCase(), password })).toEqual({
    delivery: "outbox",
  });
  expect((await ada.api.account.me()).email).toBe(ada.email);

  const token = await tokenFor(newEmail);
  expect(await nobody.account.email.confirmChange({ token })).toEqual({ email: newEmail });
  expect(await ada.api.account.me()).toMatchObject({ email: newEmail, emailVerified: true });
  expect((await mailsTo(ada.email)).at(-1)?.text).toContain(newEmail);
  await expect(nobody.account.email.confirmChange({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });

  const browser = makeBrowser();
  expect((await browser.ask("/sign-in/email", { email: ada.email, password })).status).toBe(401);
  expect((await browser.ask("/sign-in/email", { email: newEmail, password })).status).toBe(200);
});

test("without the password nothing is sent, and ten tries are all there are", async () => {
  const ada = await signUp();
  const newEmail = newAddress();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await expect(
      ada.api.account.email.requestChange({ newEmail, password: `guess ${attempt}` }),
    ).rejects.toMatchObject({ code: "FORBIDDEN", message: "This is not your password." });
  }
  await expect(
    ada.api.account.email.requestChange({ newEmail, password: ada.password }),
  ).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await mailsTo(newEmail)).toEqual([]);
});

test("an address that is taken is told so by mail, and the asker learns nothing", async () => {
  const ada = await signUp();
  const bob = await signUp("Bob");
  const answer = await ada.api.account.email.requestChange({ newEmail: bob.email, password: ada.password });
  expect(answer).toEqual({ delivery: "outbox" });
  const [mail] = await mailsTo(bob.email);
  expect(mail?.subject).toContain("has a Carrel account already");
  expect(mail?.text).not.toMatch(/https?:/);
});

test("a later request, a later sign-up and an hour each end a link", async () => {
  const ada = await signUp();
  const { password } = ada;
  const [first, second, third] = [newAddress(), newAddress(), newAddress()];
  await ada.api.account.email.requestChange({ newEmail: first, password });
  const firstToken = await tokenFor(first);
  await ada.api.account.email.requestChange({ newEmail: second, password });
  await expect(nobody.account.email.confirmChange({ token: firstToken })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });

  const taker = makeBrowser();
  await taker.ask("/sign-up/email", { name: "Taker", email: second, password: "long enough a password" });
  await expect(nobody.account.email.confirmChange({ token: await tokenFor(second) })).rejects.toMatchObject({
    code: "CONFLICT",
  });

  await ada.api.account.email.requestChange({ newEmail: third, password });
  await asOwner((tx) =>
    tx
      .update(verification)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(verification.value, third)),
  );
  await expect(nobody.account.email.confirmChange({ token: await tokenFor(third) })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect((await ada.api.account.me()).email).toBe(ada.email);
});

test("a password reset asked for at the old address does not open the account after the change", async () => {
  const ada = await signUp();
  const browser = makeBrowser();
  await browser.ask("/request-password-reset", { email: ada.email, redirectTo: "/reset-password" });
  const reset = (await linkTo(ada.email)).pathname.split("/").at(-1);
  const newEmail = newAddress();
  await ada.api.account.email.requestChange({ newEmail, password: ada.password });
  await nobody.account.email.confirmChange({ token: await tokenFor(newEmail) });
  const answer = await browser.ask("/reset-password", { token: reset, newPassword: "a new battery staple" });
  expect(answer).toMatchObject({ status: 400, data: { code: "INVALID_TOKEN" } });
});

test.each([
  "",
  "nothing",
  "a@b",
  "x.y",
  "a b@example.org",
])("%j is refused as an address", async (newEmail) => {
  const ada = await signUp();
  await expect(
    ada.api.account.email.requestChange({ newEmail, password: ada.password }),
  ).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a confirmed address counts as confirmed, and the link of the mail is enough", async () => {
  const ada = await signUp();
  const browser = makeBrowser(ada.headers);
  expect(await browser.ask("/send-verification-email", { email: ada.email })).toMatchObject({ status: 200 });
  const link = await linkTo(ada.email);
  await makeBrowser().ask(link.href);
  expect(await ada.api.account.me()).toMatchObject({ emailVerified: true });
});

test("a changed password ends every other session, is told by mail and written down", async () => {
  const ada = await signUp();
  const elsewhere = makeBrowser();
  await elsewhere.ask("/sign-in/email", { email: ada.email, password: ada.password });
  const here = makeBrowser(ada.headers);
  const changed = await here.ask("/change-password", {
    currentPassword: ada.password,
    newPassword: "a new battery staple",
  });
  expect(changed.status).toBe(200);
  expect(await ada.api.account.session.list()).toHaveLength(1);
  await expect(apiOf(elsewhere.headers()).account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect((await mailsTo(ada.email)).at(-1)?.text).toContain("password was changed");
  const events = await asOwner((tx) =>
    tx
      .select({ action: securityEvent.action })
      .from(securityEvent)
      .where(eq(securityEvent.userId, ada.userId)),
  );
  expect(events.map(({ action }) => action)).toContain("password.changed");
  expect(await asOwner((tx) => tx.select().from(user).where(eq(user.id, ada.userId)))).toHaveLength(1);
});
