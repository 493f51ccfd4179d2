import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import { fitsSideways, passesAxe } from "./axe";
import { makeSource } from "./person";
import { addArchive, addFolder, archive, chooseArchive, files, INDEXED_MS, test } from "./repository-page";

test("an archive is added, watched to its end and read at its lines", async ({ page }) => {
  await page.goto("/repositories");
  await page.getByRole("main").getByRole("link", { name: "Add repository" }).click();
  await chooseArchive(page, await archive("deliveries.tar.gz", files));
  await expect(page.getByLabel("Name")).toHaveValue("deliveries");
  await expect(page.getByText("Uploaded")).toBeVisible();
  await page.getByRole("button", { name: "Add repository" }).click();

  // Nothing is reloaded: the end of the run brings the files by itself.
  await expect(page.getByRole("heading", { name: "deliveries", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "src", exact: true }).click({ timeout: INDEXED_MS });
  await expect(page).toHaveURL(/folder=src/);
  await page.getByRole("link", { name: "policy.ts", exact: true }).click();

  const code = page.getByRole("region", { name: "Content of src/policy.ts" });
  await expect(code).toContainText("export function nextAttempt(tries: number)");
  await code.getByRole("link", { name: "Line 4", exact: true }).click();
  await code.getByRole("link", { name: "Line 6", exact: true }).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/policy\.ts#L4-L6$/);
  await page.reload();
  await expect(code.locator("[data-highlighted]")).toHaveText([/4.*nextAttempt/, /5.*backoff/, /6/]);
  await page.keyboard.press("l");
  await page.getByRole("textbox", { name: "Go to line" }).fill("1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#L1$/);
  await page.getByRole("button", { name: "nextAttempt, line" }).click();
  await expect(page).toHaveURL(/#L[34]-L6$/);
});

test("a path with any characters opens, and a skipped file says why", async ({ page }) => {
  await addArchive(page, await archive("strange.tar.gz", files));
  await page.getByRole("link", { name: "src", exact: true }).click({ timeout: INDEXED_MS });
  await page.getByRole("link", { name: "a b", exact: true }).click();
  await page.getByRole("link", { name: "100% [x]#?.ts" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("100% [x]#?.ts");
  await page.reload();
  await expect(page.getByRole("region", { name: "Content of" })).toContainText("strange = true");

  await page.getByRole("link", { name: "strange", exact: true }).click();
  await page.getByRole("tab", { name: "Skipped files 1" }).click();
  const skipped = page.getByRole("list", { name: "Files left out" });
  await expect(skipped).toContainText("A lock file written by a package manager.");
  await skipped.getByRole("link", { name: "package-lock.json" }).click();
  await expect(page.getByRole("heading", { name: "This file was skipped" })).toBeVisible();
});

test("an edit in a folder is there after it was indexed again", async ({ page }) => {
  const folder = makeSource("live", files);
  await addFolder(page, folder, "live");
  await page.getByRole("link", { name: "README.md" }).click({ timeout: INDEXED_MS });
  const code = page.getByRole("region", { name: "Content of README.md" });
  await expect(code).toContainText("How webhooks are tried again.");

  writeFileSync(path.join(folder, "README.md"), "# Deliveries\n\nWritten anew.\n");
  await page.getByRole("link", { name: "live", exact: true }).click();
  await page.getByRole("button", { name: "Re-index" }).click();
  // Away while it runs, gone when there is nothing left to wait for.
  await expect(page.getByRole("button", { name: "Re-index" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Re-index" })).toBeVisible({ timeout: INDEXED_MS });
  await page.getByRole("link", { name: "README.md" }).click();
  await expect(code).toContainText("Written anew.");
  await expect(code).not.toContainText("tried again");
});

test("a run is cancelled, started again from where nothing was lost, and its repository deleted", async ({
  page,
}) => {
  const many = Object.fromEntries(
    Array.from({ length: 600 }, (_, file) => [
      `src/part-${file}.ts`,
      Array.from({ length: 40 }, (_, line) => `export const value${file}x${line} = ${line};`).join("\n"),
    ]),
  );
  await addFolder(page, makeSource("many", many), "many");
  await page.getByRole("button", { name: "Cancel indexing" }).click();
  await expect(page.getByRole("heading", { name: "Indexing was cancelled" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("progressbar", { name: "Indexing many" })).toBeVisible();
  await page.goto("/repositories");
  await expect(page.getByRole("progressbar", { name: "Indexing many" })).toBeVisible();
  await page.getByRole("link", { name: "many" }).click();

  await page.getByRole("button", { name: "More about this repository" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Delete repository" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("many");
  await dialog.getByRole("button", { name: "Delete repository" }).click();
  await expect(page.getByRole("heading", { name: "No repositories yet" })).toBeVisible();
  await expect(page).toHaveURL(/\/repositories$/);
});

test("axe finds nothing on a phone in the dark, also on what only a click shows", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 375, height: 812 });
  await addArchive(page, await archive("deliveries.tar.gz", files));
  await expect(page.getByRole("link", { name: "src", exact: true })).toBeVisible({ timeout: INDEXED_MS });
  const address = page.url();
  await page.getByRole("tab", { name: /Skipped files/ }).click();
  await expect(page.getByRole("list", { name: "Files left out" })).toBeVisible();
  await clean(page);
  await page.goto(`${address}/files/src/policy.ts?line=4-6`);
  await expect(page.locator("[data-highlighted]")).toHaveCount(3);
  await expect(page.locator("code .text-syntax-keyword").first()).toBeVisible();
  await clean(page);
  await page.getByRole("button", { name: "Symbols" }).click();
  await expect(page.getByRole("button", { name: "nextAttempt, line" })).toBeVisible();
  await clean(page);
  await page.goto("/repositories");
  await expect(page.getByRole("link", { name: "deliveries" })).toBeVisible();
  await clean(page);
});

/** Nothing for axe to complain about, and nothing wider than the window. */
async function clean(page: Page): Promise<void> {
  await passesAxe(page);
  await fitsSideways(page);
}
