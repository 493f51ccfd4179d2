import { expect, type Page, test } from "@playwright/test";
import { password } from "./person";

/** Keeps a page's scripts back, as a slow network does: nothing of React is there until `wake` is called. */
async function holdScripts(page: Page): Promise<{ wake: () => void }> {
  let wake = () => {};
  const held = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  return { wake };
}

/** Every request for a page or to Better Auth, with what it carries. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest() || request.url().includes("/api/auth/"))
      sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`);
  });
  return sent;
}

test("a sign-in sent before the page has woken goes off once, when it has, and never into the address", async ({
  page,
  baseURL,
}) => {
  const email = `wu-${Date.now()}@example.org`;
  const person = { data: { name: "Wu", email, password }, headers: { origin: baseURL ?? "" } };
  expect((await page.request.post("/api/auth/sign-up/email", person)).ok()).toBe(true);
  await page.context().clearCookies();
  const { wake } = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  const sent = sentBy(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  expect(sent).toEqual([]);

  wake();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  expect(sent.filter((line) => line.includes("/sign-in/email"))).toHaveLength(1);
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  expect(page.url()).toMatch(/\/sign-in$/);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Account of Wu" })).toBeVisible();
});

test("a click on a provider before the page has woken is not lost", async ({ page }) => {
  await page.route("**/api/auth/sign-in/social", (route) => route.fulfill({ status: 500, json: {} }));
  const { wake } = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  const sent = sentBy(page);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  expect(sent).toEqual([]);
  wake();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  expect(sent.filter((line) => line.includes("/sign-in/social"))).toEqual([
    expect.stringContaining("github"),
  ]);
});
