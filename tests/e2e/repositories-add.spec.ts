import { expect } from "@playwright/test";
import { makeSource } from "./person";
import { addArchive, archive, chooseArchive, files, INDEXED_MS, refusal, test } from "./repository-page";

test("what is no archive is refused at its field and nothing of the form is lost", async ({ page }) => {
  await page.goto("/repositories/new");
  await chooseArchive(page, {
    name: "letter.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("Dear Ada, this is no archive at all. ".repeat(40)),
  });
  await page.getByLabel("Name").fill("my own name");
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(refusal(page)).toContainText("neither a zip nor a tar archive");
  await expect(page.getByLabel("Archive", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue("my own name");

  await chooseArchive(page, await archive("good.tar.gz", files));
  await expect(page.getByLabel("Name")).toHaveValue("my own name");
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(page.getByRole("heading", { name: "my own name", level: 1 })).toBeVisible();
});

test("a name that is taken is refused at its field, and the archive need not be sent again", async ({
  page,
}) => {
  const packed = await archive("deliveries.tar.gz", files);
  await addArchive(page, packed);
  await page.goto("/repositories/new");
  await chooseArchive(page, packed);
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(refusal(page)).toHaveText(/“deliveries” exists already/);
  await expect(page.getByLabel("Name")).toBeFocused();
  const parts: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("upload.part")) parts.push(request.url());
  });
  await page.getByLabel("Name").fill("deliveries 2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "deliveries 2", level: 1 })).toBeVisible();
  expect(parts).toEqual([]);
});

test("a folder outside what is open is refused with what is open", async ({ page }) => {
  await page.goto("/repositories/new");
  await page.getByRole("radio", { name: /folder of the server/ }).click();
  await page.getByLabel("Folder", { exact: true }).fill("/etc");
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(refusal(page)).toContainText("is not open to Carrel");
  await expect(page.getByLabel("Folder", { exact: true })).toBeFocused();
});

test("a repository is added, renamed and found by keyboard alone", async ({ page }) => {
  await page.goto("/repositories");
  await expect(page.getByRole("heading", { name: "No repositories yet" })).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "Add repository", level: 1 })).toBeVisible();
  await page.getByRole("radio", { name: "An archive" }).focus();
  await page.keyboard.press("ArrowRight");
  await page
    .getByLabel("Folder", { exact: true })
    .fill(makeSource("keys", { "a.ts": "export const a = 1;\n" }));
  await page.getByLabel("Name").fill("keys");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "a.ts" })).toBeVisible({ timeout: INDEXED_MS });
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("rename");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel("Name").fill("renamed");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "renamed", level: 1 })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { name: "Repositories", level: 1 })).toBeVisible();
  await page.keyboard.press("f");
  await page.keyboard.type("ren");
  await expect(page.getByRole("link", { name: "renamed" })).toBeVisible();
  await page.keyboard.type("x");
  await expect(page.getByRole("heading", { name: "No repository has this in its name" })).toBeVisible();
});
