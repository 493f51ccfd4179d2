import { addFolder, makeSource, signUp } from "./person";
import { field, results, selected } from "./search-page";
import { expect, test } from "./test";

test("keys alone search, move, open a file at its line, and come back", async ({ page }) => {
  await signUp(page, "Radia");
  await addFolder(page, "payments-api", makeSource("keys"));
  await page.goto("/search");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("webhook retries");
  await page.keyboard.press("Enter");
  await expect(selected(page)).toHaveCount(1);
  const first = await selected(page).getAttribute("data-result");

  await page.keyboard.press("ArrowDown");
  await expect(selected(page)).not.toHaveAttribute("data-result", first ?? "");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(selected(page)).toHaveAttribute("data-result", first ?? "");

  // Outside of the field the focus goes along, and back up into it.
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await expect(selected(page).getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(selected(page).getByRole("link")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  await expect(selected(page)).toHaveAttribute("data-result", first ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(field(page)).toBeFocused();

  await page.keyboard.press("ArrowDown");
  const second = await selected(page).getAttribute("data-result");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/repositories\/[^/]+\/files\/.+#L\d+/);
  await expect(page.locator("[data-highlighted]").first()).toBeInViewport();
  await page.goBack();
  await expect(field(page)).toHaveValue("webhook retries");
  await expect(selected(page)).toHaveAttribute("data-result", second ?? "");

  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await expect(page.getByRole("button", { name: "webhook retries", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page)).not.toBeFocused();
});

test("Back and Forward go from finished search to finished search, and a reload shows the same", async ({
  page,
}) => {
  await signUp(page, "Barbara");
  await addFolder(page, "payments-api", makeSource("history"));
  await page.goto("/search");
  await expect(field(page)).toBeFocused();
  for (const text of ["backoff", "letter"]) {
    await field(page).fill("");
    await field(page).pressSequentially(text, { delay: 60 });
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`q=${text}`));
  }
  await expect(results(page).getByRole("listitem").first()).toContainText("send_letter");
  await page.goBack();
  await expect(field(page)).toHaveValue("backoff");
  await expect(results(page).getByRole("listitem").first()).toContainText("src/delivery/backoff.ts");
  await page.goBack();
  await expect(field(page)).toHaveValue("");
  await expect(page.getByRole("heading", { name: "Recent searches" })).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(field(page)).toHaveValue("letter");
  await page.reload();
  await expect(field(page)).toHaveValue("letter");
  await expect(results(page).getByRole("listitem").first()).toContainText("send_letter");
});
