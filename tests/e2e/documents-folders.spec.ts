import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { makePdf } from "../support/make-pdf";
import { makeDocx, makeXlsx } from "../support/office-files";
import { isAccessible } from "./axe";
import { signUp } from "./person";
import { complaints, results } from "./search-page";
import { expect, type Page, test } from "./test";

const home = mkdtempSync(path.join(os.tmpdir(), "carrel-dropped-"));
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

test("a folder of mixed documents is dropped whole, a phrase of a PDF's third page is found and opened there; another folder is chosen by keyboard", async ({
  page,
}) => {
  const said = complaints(page);
  const pages = ["Herons wade.", "Storks clap.", "The avocet bends its bill upwards.", "Ibises probe."];
  const field = makeFolder("Field guide", {
    "birds.pdf": makePdf(pages),
    "plan.docx": makeDocx(["# Plan", "We count at dawn."]),
    "counts.xlsx": makeXlsx({
      March: [
        ["Bird", "Count"],
        ["Heron", "4"],
      ],
    }),
    "Notes/readme.md": "# Notes\n\nBring a telescope.\n",
    "Notes/places.csv": "Place,Birds\nMarsh,heron\n",
    ".DS_Store": "x",
  });
  mkdirSync(path.join(field, "Later"));
  await signUp(page, "Maria");
  await page.goto("/documents");
  await expect(page.getByRole("heading", { name: "No documents yet" })).toBeVisible();

  await dropFromDisk(page, [field]);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("Uploaded", { exact: true })).toHaveCount(5);
  await expect(uploads.getByText("Field guide/Later/")).toBeVisible();
  await expect(uploads.getByText("1 hidden file or folder was left out.")).toBeVisible();
  await expect(uploads.getByRole("alert")).toHaveCount(0);

  const list = (folder: string) => page.getByRole("list", { name: `Documents and folders in ${folder}` });
  await list("All documents").getByRole("link", { name: "Field guide" }).click();
  for (const name of ["Later", "Notes", "birds.pdf", "counts.xlsx", "plan.docx"])
    await expect(list("Field guide").getByRole("link", { name })).toBeVisible();
  await expect(list("Field guide").getByText(/^(Waiting|Indexing)$/)).toHaveCount(0, { timeout: 30_000 });

  const button = page.getByRole("button", { name: "Upload folder" });
  const more = makeFolder("More", { "deep/one.txt": "One.", "two.txt": "Two." });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.press("Enter")]);
  await chooser.setFiles(more);
  await expect(uploads.getByText("More/deep/one.txt")).toBeVisible();
  await expect(uploads.getByText("Uploaded", { exact: true })).toHaveCount(7);
  await expect(list("Field guide").getByRole("link", { name: "More" })).toBeVisible();
  await isAccessible(page);

  await page.goto(`/search?q=${encodeURIComponent("bends its bill upwards")}`);
  const found = results(page).getByRole("listitem").first();
  await expect(found.getByText("Page 3").first()).toBeVisible();
  await found.getByRole("link").click();
  await expect(page).toHaveURL(/\/documents\/[^/]+#L/);
  await expect(page.getByRole("combobox", { name: "Page" })).toHaveText(/Page 3/);
  await expect(page.locator("[data-highlighted]", { hasText: "The avocet bends its bill" })).toBeVisible();
  expect(said).toEqual([]);
});

/** A folder on disk with these files; gives its path. */
function makeFolder(name: string, files: Record<string, string | Buffer>): string {
  const root = path.join(home, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

/** Drops files and folders of the disk on the middle of the page, as the desktop would. */
async function dropFromDisk(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = { x: 700, y: 500 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    const data = { items: [], files, dragOperationsMask: 1 };
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  }
  await session.detach();
}
