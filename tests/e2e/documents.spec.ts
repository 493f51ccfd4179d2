import { makePdf } from "../support/make-pdf";
import { passesAxe } from "./axe";
import { signUp } from "./person";
import { complaints, results } from "./search-page";
import { ask, chips, source } from "./talk";
import { expect, type Page, test } from "./test";

const handbook = "# Handbook\n\nHow we work.\n\n## Releases\n\nThe walrus signs every release.\n";

test("files dropped into a folder are found by a search and opened there; a conflict of two tabs is merged; a deletion is undone", async ({
  page,
  context,
}) => {
  const said = complaints(page);
  await signUp(page, "Wislawa");
  await page.goto("/documents");
  await expect(page.getByRole("heading", { name: "No documents yet" })).toBeVisible();

  await expect(async () => {
    await page.getByRole("button", { name: "New folder" }).click();
    await expect(page.getByRole("textbox", { name: "Name" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("textbox", { name: "Name" }).fill("Team");
  await page.getByRole("button", { name: "Make folder" }).click();
  await page
    .getByRole("list", { name: /^Documents and folders/ })
    .getByRole("link", { name: "Team" })
    .click();
  await expect(page.getByRole("heading", { name: "This folder is empty" })).toBeVisible();

  const report = makePdf(["Herons wade.", "Storks clap.", "A flamingo stands on one leg."]);
  await drop(page, {
    ...{ "handbook.md": handbook, "notes.txt": "Herons wade.\n", "picture.md": "\u0000\u0001" },
    "report.pdf": report.toString("latin1"),
  });
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("Uploaded")).toHaveCount(3);
  await expect(uploads.getByText(/^This kind of file cannot be read/)).toBeVisible();
  const list = page.getByRole("list", { name: "Documents and folders in Team" });
  await expect(list.getByRole("link", { name: "handbook.md" })).toBeVisible();
  await expect(list.getByText(/^(Waiting|Indexing)$/)).toHaveCount(0, { timeout: 20_000 });

  await page.goto("/search?q=flamingo");
  const found = results(page).getByRole("listitem").first();
  await expect(found.getByText("Page 3").first()).toBeVisible();
  await found.getByRole("link").click();
  await expect(page.getByRole("combobox", { name: "Page" })).toHaveText(/Page 3/);
  await expect(page.locator("[data-highlighted]", { hasText: "A flamingo stands" })).toBeVisible();

  await page.goto("/search?q=who+signs+a+release");
  await results(page)
    .getByRole("link", { name: /^Team\/handbook\.md/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/documents\/[^/]+#L5/);
  await expect(page.locator("[data-highlighted]").first()).toBeVisible();
  await page.getByRole("radio", { name: "Read" }).click();
  await expect(page.getByRole("heading", { name: "Releases" })).toBeVisible();
  await passesAxe(page);

  await page.goto("/conversations/new");
  await page.getByRole("button", { name: "Context", exact: true }).click();
  await page.getByRole("searchbox", { name: "Find a document by its name" }).fill("handb");
  await page.getByRole("button", { name: "Team/handbook.md", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Unpin Team/handbook.md" })).toBeVisible();
  await ask(page, "Who signs every release?");
  await chips(page).first().click();
  await expect(source(page).getByText("The walrus signs every release.")).toBeVisible();
  await passesAxe(page);
  await source(page).getByRole("link", { name: "Open the document" }).click();
  await expect(page).toHaveURL(/\/documents\/[^/]+#L/);

  const other = await context.newPage();
  await other.goto(page.url().replace(/#.*/, "?edit"));
  await page.getByRole("radio", { name: "Edit" }).click();
  const mine = page.getByRole("textbox", { name: "Write handbook.md" });
  const theirs = other.getByRole("textbox", { name: "Write handbook.md" });
  await theirs.fill(handbook.replace("How we work.", "How all of us work."));
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await mine.fill(handbook.replace("walrus", "seal"));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(
    page.getByRole("heading", { name: "Somebody has saved this document meanwhile" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Merge both" }).click();
  await expect(page.getByText(/^Both changes are in the text now/)).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await other.close();
  await page.getByRole("radio", { name: "Read" }).click();
  await expect(page.getByText("How all of us work.")).toBeVisible();
  await expect(page.getByText("The seal signs every release.")).toBeVisible();
  await page.getByRole("radio", { name: "Versions" }).click();
  await expect(page.getByRole("list", { name: "Versions, newest first" }).getByRole("listitem")).toHaveCount(
    3,
  );

  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/documents");
  await page.getByRole("button", { name: "More about Team" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("3 documents in it go as well.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No documents yet" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Team" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  // The refused upload is an answer of the server that the browser writes down.
  expect(said.filter((line) => !/status of (409|415)/.test(line))).toEqual([]);
});

/** Drops files on the page as a person's mouse would. */
async function drop(page: Page, files: Record<string, string>): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    // One byte a character: the bytes of a PDF come through as they are.
    for (const [name, text] of Object.entries(given)) {
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, files);
  for (const type of ["dragover", "drop"])
    await page.locator("main").dispatchEvent(type, { dataTransfer: transfer });
}
