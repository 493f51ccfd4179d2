import { commit, filesOf, makeBare } from "../support/git/make-repository";
import { fitsSideways, passesAxe } from "./axe";
import { signUp } from "./person";
import { expect, type Page, test } from "./test";

const INDEXED_MS = 90_000;
const server = () => ({
  folder: process.env.E2E_GIT_FOLDER ?? "",
  url: process.env.E2E_GIT_URL ?? "",
  token: process.env.E2E_GIT_TOKEN ?? "",
});

const refusal = (page: Page) => page.getByRole("main").getByRole("alert");

test("a private repository is added with its token, found in, and indexed again after a push", async ({
  page,
}) => {
  const name = `orders-${Date.now()}`;
  const bare = makeBare(`${server().folder}/private`, name);
  await commit(bare, filesOf({ "src/price.ts": "export function priceOrder() {\n  return 42;\n}\n" }));
  await signUp(page, "Ada");
  await openGitForm(page);
  await page.getByLabel("Address", { exact: true }).fill(`${server().url}/private/${name}.git`);
  await expect(page.getByLabel("Name")).toHaveValue(name);

  await page.getByRole("button", { name: "Add repository" }).click();
  await expect(refusal(page)).toContainText("asks for a token");
  await expect(page.getByLabel("Token", { exact: true })).toBeFocused();
  await page.keyboard.type("not-the-token");
  await page.keyboard.press("Enter");
  await expect(refusal(page)).toContainText("does not accept this token");
  await page.getByLabel("Token", { exact: true }).fill(server().token);
  await page.getByLabel("Branch", { exact: true }).fill("absent");
  await page.keyboard.press("Enter");
  await expect(refusal(page)).toContainText("no branch absent");
  await expect(page.getByLabel("Branch", { exact: true })).toBeFocused();
  await page.getByLabel("Branch", { exact: true }).fill("");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "src", exact: true }).click({ timeout: INDEXED_MS });
  await expect(page.getByRole("link", { name: "price.ts" })).toBeVisible();
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures).toContainText("main");

  const pushed = await commit(bare, filesOf({ "src/stock.ts": "export const reserveStock = true;\n" }));
  await page.getByRole("button", { name: "Re-index" }).click();
  await expect(page.getByRole("link", { name: "stock.ts" })).toBeVisible({ timeout: INDEXED_MS });
  await expect(figures).toContainText(pushed.slice(0, 10));
  expect(await page.content()).not.toContain(server().token);
});

test("its settings are changed by keyboard, refused at their fields, and pass axe on a phone", async ({
  page,
}) => {
  const name = `settings-${Date.now()}`;
  const bare = makeBare(server().folder, name);
  await commit(bare, filesOf({ "a.ts": "export const a = 1;\n" }));
  await commit(bare, filesOf({ "next.ts": "export const next = 1;\n" }), "next");
  await signUp(page, "Ada");
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await openGitForm(page);
  await page.setViewportSize({ width: 375, height: 812 });
  await clean(page);
  await page.getByLabel("Address", { exact: true }).fill(`${server().url}/${name}.git`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "a.ts" })).toBeVisible({ timeout: INDEXED_MS });
  await clean(page);

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("change branch");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Git settings of ${name}` });
  await dialog.getByLabel("Branch", { exact: true }).fill("absent");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("no branch absent");
  await clean(page);
  await dialog.getByLabel("Branch", { exact: true }).fill("next");
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: "Every hour" }).click();
  await dialog.getByRole("button", { name: "Save settings" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("Every hour, next in");
  await page.getByRole("button", { name: "Re-index" }).click();
  await expect(page.getByRole("link", { name: "next.ts" })).toBeVisible({ timeout: INDEXED_MS });
  await clean(page);
});

/** The form for git; the first click may come before the page has woken. */
async function openGitForm(page: Page): Promise<void> {
  await page.goto("/repositories/new");
  await expect(async () => {
    await page.getByRole("radio", { name: "A git repository" }).click();
    await expect(page.getByLabel("Address", { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Nothing for axe to complain about, and nothing wider than the window. */
async function clean(page: Page): Promise<void> {
  await passesAxe(page);
  await fitsSideways(page);
}
