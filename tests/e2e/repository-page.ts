import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { signUp } from "./person";
import { test as base, expect, type Page } from "./test";

/** A page whose person has just signed up; an unexpected error in its console fails the test. */
export const test = base.extend<{ page: Page }>({
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

export const files = {
  "src/policy.ts":
    'import { backoff } from "./backoff";\n\n/** When a delivery is tried again. */\nexport function nextAttempt(tries: number) {\n  return backoff(tries);\n}\n',
  "src/backoff.ts": "export const backoff = (tries: number) => 2 ** tries;\n",
  "src/a b/100% [x]#?.ts": "export const strange = true;\n",
  "README.md": "# Deliveries\n\nHow webhooks are tried again.\n",
  "package-lock.json": "{}\n",
};

export const INDEXED_MS = 90_000;

// Next announces routes in an alert of its own, outside.
export const refusal = (page: Page) => page.getByRole("main").getByRole("alert");

/** Chooses a file, again if React had not woken yet: the form shows that it has it by filling in a name. */
export async function chooseArchive(
  page: Page,
  chosen: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>[0],
) {
  await expect(async () => {
    await page.getByLabel("Archive", { exact: true }).setInputFiles(chosen);
    await expect(page.getByLabel("Name")).not.toHaveValue("", { timeout: 1_000 });
  }).toPass();
}

export async function addArchive(page: Page, packed: Awaited<ReturnType<typeof archive>>): Promise<void> {
  await page.goto("/repositories/new");
  await chooseArchive(page, packed);
  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(page).toHaveURL(/\/repositories\/(?!new)/);
}

export async function addFolder(page: Page, folder: string, name: string): Promise<void> {
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

export async function archive(name: string, contents: Record<string, string>) {
  const tar = pack();
  for (const [file, text] of Object.entries(contents)) tar.entry({ name: `root/${file}` }, text);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return { name, mimeType: "application/gzip", buffer: gzipSync(Buffer.concat(pieces)) };
}
