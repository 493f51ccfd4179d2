import { makeSource, signUp } from "./person";
import { expect, test } from "./test";

test("a newcomer signs up, adds a folder, watches it being indexed, finds code and opens it at its line", async ({
  page,
}) => {
  await signUp(page, "Grace");
  await page.getByRole("link", { name: "Add a repository" }).click();
  await page
    .getByRole("tab", { name: /folder/i })
    .or(page.getByRole("radio", { name: /folder/i }))
    .first()
    .click();
  await page
    .getByLabel(/path|folder/i)
    .last()
    .fill(makeSource("payments"));
  await page.getByLabel("Name", { exact: true }).fill("payments-api");
  await page.getByRole("button", { name: /^Add/ }).click();

  await expect(page.getByRole("heading", { name: "payments-api" }).first()).toBeVisible();
  await expect(page.getByText("src", { exact: true }).first()).toBeVisible({ timeout: 45_000 });

  await page.keyboard.press("/");
  const search = page
    .getByRole("searchbox")
    .or(page.getByRole("combobox", { name: /search/i }))
    .first();
  await expect(search).toBeFocused();
  await search.fill("how are webhook retries delayed");
  await page.keyboard.press("Enter");
  const results = page
    .getByRole("list", { name: "Results" })
    .or(page.getByRole("listbox", { name: "Results" }));
  await expect(results.getByText("nextAttempt").first()).toBeVisible();

  await results.getByRole("link", { name: /src\/delivery\/policy\.ts, lines 10/ }).click();
  await expect(page).toHaveURL(/\/repositories\/.*\/files\/src\/delivery\/policy\.ts#L10-L16/);
  await expect(page.locator("[data-highlighted]").filter({ hasText: "nextAttempt" })).toBeInViewport();
});
