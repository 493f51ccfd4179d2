import type { Page } from "@playwright/test";

export const field = (page: Page) => page.getByRole("searchbox");
export const results = (page: Page) => page.getByRole("list", { name: "Results" });
export const selected = (page: Page) => results(page).locator("li[aria-current='true']");
export const preview = (page: Page) => page.getByRole("region", { name: "Preview" });

/** What the browser complained about while the page was open. */
export function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") said.push(message.text());
  });
  return said;
}

/** Twenty-five files with the same word in each: more than a page of results. */
export const many = Object.fromEntries(
  Array.from({ length: 25 }, (_, index) => [
    `src/part-${String(index).padStart(2, "0")}.ts`,
    `export function part${index}() {\n  return "pelican ${index}";\n}\n`,
  ]),
);
