import { isAccessible } from "./axe";
import { addFolder, makeSource, signUp } from "./person";
import { ask, chips, plan, source } from "./talk";
import { expect, test } from "./test";

test("every state of a conversation passes axe in both themes and fits 375 pixels", async ({ page }) => {
  test.setTimeout(150_000);
  await signUp(page, "Hedy");
  await page.goto("/conversations");
  await expect(page.getByRole("heading", { name: "No conversation yet" })).toBeVisible();
  await isAccessible(page);
  await addFolder(page, "payments-api", makeSource("talk"));
  await page.goto("/conversations/new");
  await ask(page);
  await isAccessible(page);
  await chips(page).first().click();
  await expect(source(page).locator("[data-highlighted]").first()).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Close the source" }).click();
  await page.getByRole("textbox", { name: "Your question" }).fill("Document how webhooks are retried");
  await page.getByRole("button", { name: "Ask for a plan" }).click();
  await expect(plan(page).getByRole("button", { name: "Confirm plan" })).toBeVisible();
  await isAccessible(page);
  await plan(page).getByRole("button", { name: "Edit" }).click();
  await isAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await plan(page).getByRole("button", { name: "Confirm plan" }).click();
  await expect(plan(page)).toContainText("Completed", { timeout: 60_000 });
  await isAccessible(page);
  // It comes with its figures, and does not wait for the browser to ask for them.
  const served = await (await page.request.get("/usage")).text();
  expect(served).toContain("No call of a model in");
  expect(served).toContain("Renews on");
  for (const path of ["/conversations", "/conversations/new", "/usage"]) {
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeAttached();
    await isAccessible(page, path);
  }
});
