import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import { passesAxe } from "./axe";
import { makeSource } from "./person";
import { addFolder, INDEXED_MS, test } from "./repository-page";
import { results } from "./search-page";

const testOf = (framework: string) =>
  `import { expect, test } from "${framework}";\ntest("total", () => {\n  expect(1).toBe(1);\n});\n`;

test("a repository is mined, its entry reviewed, and another framework turns it and says why", async ({
  page,
}) => {
  const folder = makeSource("shop", {
    "package.json": '{ "scripts": { "test": "vitest run" } }\n',
    "src/cart.ts": "export function total() {}\n",
    "src/cart.test.ts": testOf("vitest"),
  });
  await addFolder(page, folder, "shop");
  await expect(page.getByRole("link", { name: "src", exact: true })).toBeVisible({ timeout: INDEXED_MS });
  await page.getByRole("link", { name: "Knowledge", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Knowledge", level: 1 })).toBeVisible();
  const entry = page.getByRole("article", { name: "Test frameworks, and what runs them" });
  await expect(entry).toContainText("vitest in 1 file", { timeout: INDEXED_MS });
  await entry.getByRole("button", { name: "Accept" }).click();
  await expect(entry).toContainText("by Ada");
  await passesAxe(page);

  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/search?q=what+runs+the+tests&kind=knowledge");
  await results(page)
    .getByRole("link", { name: "Test frameworks, and what runs them, knowledge of shop" })
    .first()
    .click();
  await expect(page).toHaveURL(/\/knowledge\?entry=/);
  await expect(entry).toHaveAttribute("aria-current", "true");
  await page.setViewportSize({ width: 1280, height: 800 });

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await page.getByRole("button", { name: "Export and import" }).click();
      await page.getByRole("menuitem", { name: /AGENTS\.md/ }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe("AGENTS.md");

  writeFileSync(path.join(folder, "src/cart.test.ts"), testOf("@jest/globals"));
  await page.getByRole("link", { name: "shop", exact: true }).click();
  await page.getByRole("button", { name: "Re-index" }).click();
  await page.getByRole("link", { name: "Knowledge", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Knowledge", level: 1 })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(entry).toContainText("Contradicted", { timeout: 2_000 });
  }).toPass({ timeout: INDEXED_MS });
  await expect(entry).toContainText("jest is new, in 1 file");
  await expect(entry).toContainText("vitest in 1 file");
  await entry.getByText(/places?$/).click();
  await expect(entry.getByRole("link", { name: /cart\.test\.ts/ }).first()).toBeVisible();

  await entry.getByRole("button", { name: "Regenerate" }).click();
  await expect(page.getByRole("region", { name: "After that" })).toContainText("jest in 1 file");
  await page.getByRole("alertdialog").getByRole("button", { name: "Regenerate" }).click();
  await expect(entry).toContainText("Fresh");
  await expect(entry).toContainText("Proposed");

  await entry.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("We use **jest**.");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(entry).toContainText("We use jest.");
  await expect(entry).toContainText("Edited");
});
