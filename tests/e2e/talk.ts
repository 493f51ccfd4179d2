import { addFolder, makeSource, signUp } from "./person";
import { expect, type Page } from "./test";

export const answers = (page: Page) => page.getByRole("article", { name: "Carrel" });
export const chips = (page: Page) => page.getByRole("button", { name: /^Source \d/ });
export const source = (page: Page) => page.getByRole("region", { name: "Source", exact: true });
export const plan = (page: Page) => page.getByRole("region", { name: "Plan", exact: true });
export const approval = (page: Page) => page.getByRole("region", { name: "Needs your approval" });
export const writing = (page: Page) => page.locator("article[aria-busy='true']");
export const question = "When does nextAttempt suspend a delivery?";

/** Somebody with an indexed repository, before the first question. */
export async function ready(page: Page, name: string): Promise<void> {
  await signUp(page, name);
  await addFolder(page, "payments-api", makeSource("talk"));
  await page.goto("/conversations/new");
  await expect(page.getByRole("textbox", { name: "Your question" })).toBeFocused();
}

/** Asks and waits until the answer is kept. */
export async function ask(page: Page, text = question): Promise<void> {
  const before = await page.getByRole("button", { name: "Answer again" }).count();
  await page.getByRole("textbox", { name: "Your question" }).fill(text);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Answer again" })).toHaveCount(before + 1);
}

/** Waits until nothing is being written any more. */
export async function settled(page: Page): Promise<void> {
  await expect(writing(page)).toHaveCount(0);
}
