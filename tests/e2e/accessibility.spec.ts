import { isAccessible } from "./axe";
import { addFolder, makeSource, signUp } from "./person";
import { expect, type Page, test } from "./test";

test("every screen passes axe in both themes and fits 375 pixels", async ({ page }) => {
  test.setTimeout(240_000);
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    "/reset-password?token=x",
    "/confirm-email?token=x",
  ])
    await check(page, path);

  await signUp(page, "Hedy");
  await check(page, "/");
  await check(page, "/repositories");
  await check(page, "/repositories/new");
  const id = await addFolder(page, "payments", makeSource("axe"));
  for (const path of [
    "/",
    "/repositories",
    `/repositories/${id}`,
    `/repositories/${id}/files/src/delivery/policy.ts#L11-L16`,
    "/documents",
    "/search",
    "/search?q=webhook+retries",
    "/search?q=backoff&mode=exact",
    "/settings/profile",
    "/settings/password",
    "/settings/security",
    "/settings/delete-account",
    "/settings/sessions",
    "/settings/organization",
    "/settings/audit",
    "/settings/security-log",
    "/settings/embeddings",
    "/settings/token",
    "/nothing-here",
  ]) {
    await check(page, path);
  }
});

async function check(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("h1").first()).toBeAttached();
  await isAccessible(page, path);
}
