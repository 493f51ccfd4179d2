import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { pack } from "tar-stream";
import { makeSource, signUp } from "./person";

/** A page whose person has just signed up; an unexpected error in its console fails the test. */
const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      // The browser reports every refused request as an error of its own.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    await signUp(page, "Ada");
    await use(page);
    expect(errors).toEqual([]);
  },
});

const files = {
  "src/policy.ts":
    'import { backoff } from "./backoff";\n\n/** When a delivery is tried again. */\nexport function nextAttempt(tries: number) {\n  return backoff(tries);\n}\n',
  "src/backoff.ts": "export const backoff = (tries: number) => 2 ** tries;\n",
  "src/a b/100% [x]#?.ts": "export const strange = true;\n",
  "README.md": "# Deliveries\n\nHow webhooks are tried again.\n",
  "package-lock.json": "{}\n",
};

const INDEXED_MS = 90_000;

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
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
}

// Next announces routes in an alert of its own, outside.
const refusal = (page: Page) => page.getByRole("main").getByRole("alert");

/** Chooses a file, again if React had not woken yet: the form shows that it has it by filling in a name. */
async function chooseArchive(
  page: Page,
  chosen: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>[0],
) {
  await expect(async () => {
    await page.getByLabel("Archive", { exact: true }).setInputFiles(chosen);
    await expect(page.getByLabel("Name")).not.toHaveValue("", { timeout: 1_000 });
  }).toPass();
}

async function addArchive(page: Page, packed: Awaited<ReturnType<typeof archive>>): Promise<void> {
  await page.goto("/repositories/new");
  await chooseArchive(page, packed);
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(page).toHaveURL(/\/repositories\/(?!new)/);
}

async function addFolder(page: Page, folder: string, name: string): Promise<void> {
  await page.goto("/repositories/new");
  await expect(async () => {
    await page.getByRole("radio", { name: /folder of the server/ }).click();
    await expect(page.getByLabel("Folder", { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Folder", { exact: true }).fill(folder);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function archive(name: string, contents: Record<string, string>) {
  const tar = pack();
  for (const [file, text] of Object.entries(contents)) tar.entry({ name: `root/${file}` }, text);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return { name, mimeType: "application/gzip", buffer: gzipSync(Buffer.concat(pieces)) };
}
