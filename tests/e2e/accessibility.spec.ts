import AxeBuilder from "@axe-core/playwright";
import { addFolder, makeSource, signUp } from "./person";
import { expect, type Page, test } from "./test";

const themes = ["light", "dark"] as const;

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
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(path);
  await expect(page.locator("h1").first()).toBeAttached();
  // Skeletons and what is still loading have a rule of their own: what counts is the page people read.
  await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
      .toBe(colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target).join(" ")}`);
    expect(found, `${path}, ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 375, height: 812 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${path} scrolls sideways at 375 pixels`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}
