import { expect, test } from "@playwright/test";
import { generateSync } from "otplib";
import { signUp, password, signOut, signIn } from "./person";
const out = "/tmp/acc-shots";
test("shots", async ({ page, baseURL }) => {
  test.setTimeout(240_000);
  const email = await signUp(page, "Zoe");
  const call = (p: string, input: unknown) => page.request.post(`/api/trpc/${p}`, { data: { json: input }, headers: { origin: baseURL ?? "" } });
  await call("organization.create", { name: "Harbour Team" });
  const shot = async (name: string, full = true) => {
    for (const [label, w, scheme] of [["wide-light", 1440, "light"], ["wide-dark", 1440, "dark"], ["narrow", 375, "light"]] as const) {
      await page.setViewportSize({ width: w, height: w === 375 ? 812 : 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(350);
      await page.screenshot({ path: `${out}/${name}-${label}.png`, fullPage: full });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  for (const s of ["profile", "security", "sessions", "delete-account", "password"]) {
    await page.goto(`/settings/${s}`);
    await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
    await shot(s);
  }
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("dialog").getByLabel("Your password", { exact: true }).fill(password);
  await shot("2fa-1", false);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("img", { name: /QR/ })).toBeVisible();
  await shot("2fa-2", false);
  const secret = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  await page.getByLabel("Code of the app").fill(generateSync({ secret }));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  await shot("2fa-3", false);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.waitForTimeout(6000);
  await shot("security-on");
  await signOut(page);
  await page.goto(`http://localhost:${process.env.E2E_PORT}/sign-in`);
  await shot("sign-in");
  await page.goto("/sign-in");
  await signIn(page, email);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await shot("second-step");
  await page.goto("/confirm-email?token=x");
  await shot("confirm-email");
});
