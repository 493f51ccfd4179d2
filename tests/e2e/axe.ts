import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "./test";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 375, height: 812 };

/** Axe finds nothing on the page as it is shown. */
export async function passesAxe(page: Page, where = page.url()): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target).join(" ")}`);
  expect(found, where).toEqual([]);
}

/** Nothing is wider than the window. */
export async function fitsSideways(page: Page, where = page.url()): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Nothing is wider than a window of 375 pixels. Leaves the window wide. */
export async function fitsNarrowly(page: Page, where = page.url()): Promise<void> {
  await page.setViewportSize(NARROW);
  await fitsSideways(page, `${where} at 375 pixels`);
  await page.setViewportSize(WIDE);
}

/** What is shown has loaded, passes axe in both themes and fits 375 pixels. Leaves the window wide, and light. */
export async function isAccessible(page: Page, where = page.url()): Promise<void> {
  // Skeletons and what is still loading have a rule of their own: what counts is the page people read.
  await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
      .toBe(colorScheme);
    await passesAxe(page, `${where}, ${colorScheme}`);
  }
  await fitsNarrowly(page, where);
}
