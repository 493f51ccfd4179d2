import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import { passesAxe } from "./axe";
import { addFolder as addIndexed, makeSource } from "./person";
import { addFolder, INDEXED_MS, test } from "./repository-page";
import { results } from "./search-page";
import { plan } from "./talk";

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
  const why = entry.getByRole("region", { name: "What has changed since" });
  await expect(why).toContainText("vitest does not lead any more.");
  await expect(why).toContainText("jest is new, in 1 file");
  await expect(why).toContainText("vitest is gone; it was in 1 file");
  // What stood there, and what stands there now.
  await expect(why).toContainText('− import { expect, test } from "vitest";');
  await expect(why).toContainText('+ import { expect, test } from "@jest/globals";');
  await expect(why.getByRole("link", { name: "src/cart.test.ts:1" }).first()).toBeVisible();
  await expect(entry).toContainText("vitest in 1 file");
  await entry.getByText(/places?$/).click();
  await expect(entry.getByRole("link", { name: /cart\.test\.ts/ }).first()).toBeVisible();

  await entry.getByRole("button", { name: "Regenerate" }).click();
  await expect(page.getByRole("region", { name: "Now", exact: true })).toContainText("vitest in 1 file");
  await expect(page.getByRole("region", { name: "After that" })).toContainText("jest in 1 file");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  await expect(entry).toContainText("Contradicted");
  await expect(entry).toContainText("vitest in 1 file");
  await entry.getByRole("button", { name: "Regenerate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Regenerate" }).click();
  await expect(entry).toContainText("Fresh");
  await expect(entry).toContainText("Proposed");

  await entry.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("We use **jest**.");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(entry).toContainText("We use jest.");
  await expect(entry).toContainText("Edited");

  // An entry that was deleted is proposed anew, once somebody asks for it.
  const asserting = page.getByRole("article", { name: "How tests assert" });
  await asserting.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete entry" }).click();
  await expect(asserting).toHaveCount(0);
  await page.getByRole("button", { name: "Mine again" }).click();
  await expect(asserting).toContainText("expect.toBe", { timeout: INDEXED_MS });
  await expect(entry).toContainText("We use jest.");
});

test("a plan proposes an entry under the category that a person chose, and they accept it", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await addIndexed(page, "payments-api", makeSource("talk"));
  await page.goto("/conversations/new");
  const goal = "Add to the knowledge base when nextAttempt suspends a delivery";
  await page.getByRole("textbox", { name: "Your question" }).fill(goal);
  await page.getByRole("button", { name: "Ask for a plan" }).click();
  await expect(plan(page)).toContainText("under Patterns, for everybody in the organization to read");
  await plan(page).getByRole("button", { name: "Edit" }).click();
  await page.getByRole("combobox", { name: /^Category of step/ }).click();
  await page.getByRole("option", { name: "Hooks" }).click();
  await page.getByRole("button", { name: "Save the plan" }).click();
  await expect(plan(page)).toContainText("under Hooks");
  await plan(page).getByRole("button", { name: "Confirm plan" }).click();
  await expect(plan(page)).toContainText("Completed", { timeout: 60_000 });
  const proposed = page.getByRole("region", { name: "Proposed for the knowledge base" });
  await expect(proposed).toContainText("Hooks");
  await proposed.getByRole("link", { name: "Review it" }).click();
  const entry = page.getByRole("article", { name: "When nextAttempt suspends a delivery" });
  await expect(entry).toContainText("By the assistant");
  await expect(entry).toContainText("Proposed");
  await expect(entry).toContainText("nextAttempt");
  await passesAxe(page);
  await entry.getByRole("button", { name: "Accept" }).click();
  await expect(entry).toContainText("by Ada");
  await entry.getByRole("link", { name: "Conversation" }).click();
  await expect(plan(page)).toContainText("Completed");
});
