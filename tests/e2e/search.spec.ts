import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { addFolder, makeSource, signUp } from "./person";

const field = (page: Page) => page.getByRole("searchbox");
const results = (page: Page) => page.getByRole("list", { name: "Results" });
const selected = (page: Page) => results(page).locator("li[aria-current='true']");
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });

/** What the browser complained about while the page was open. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") said.push(message.text());
  });
  return said;
}

/** Twenty-five files with the same word in each: more than a page of results. */
const many = Object.fromEntries(
  Array.from({ length: 25 }, (_, index) => [
    `src/part-${String(index).padStart(2, "0")}.ts`,
    `export function part${index}() {\n  return "pelican ${index}";\n}\n`,
  ]),
);

test("the first search: nothing to search, then a hint, then results with their file beside them", async ({
  page,
}) => {
  const said = complaints(page);
  await signUp(page, "Grete");
  await page.goto("/search");
  await expect(page.getByRole("heading", { name: "Nothing to search yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add a repository" })).toBeVisible();

  await addFolder(page, "payments-api", makeSource("search"));
  await page.goto("/search");
  await expect(page.getByRole("heading", { name: "Recent searches" })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await field(page).pressSequentially("when is a webhook tried again lang:ts");
  await expect(results(page).getByRole("listitem").first()).toContainText("nextAttempt");
  await expect(page.getByText(/^\d+ results? in [\d,]+ ms$/)).toBeVisible();
  await expect(selected(page)).toHaveCount(1);
  await expect(preview(page).getByText("What a receiver may rely on.")).toBeVisible();
  await expect(preview(page).locator("[data-highlighted]").first()).toBeVisible();
  expect(said).toEqual([]);
});

test("keys alone search, move, open a file at its line, and come back", async ({ page }) => {
  await signUp(page, "Radia");
  await addFolder(page, "payments-api", makeSource("keys"));
  await page.goto("/search");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("webhook retries");
  await page.keyboard.press("Enter");
  await expect(selected(page)).toHaveCount(1);
  const first = await selected(page).getAttribute("data-result");

  await page.keyboard.press("ArrowDown");
  await expect(selected(page)).not.toHaveAttribute("data-result", first ?? "");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(selected(page)).toHaveAttribute("data-result", first ?? "");

  // Outside of the field the focus goes along, and back up into it.
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await expect(selected(page).getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(selected(page).getByRole("link")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  await expect(selected(page)).toHaveAttribute("data-result", first ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(field(page)).toBeFocused();

  await page.keyboard.press("ArrowDown");
  const second = await selected(page).getAttribute("data-result");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/repositories\/[^/]+\/files\/.+#L\d+/);
  await expect(page.locator("[data-highlighted]").first()).toBeInViewport();
  await page.goBack();
  await expect(field(page)).toHaveValue("webhook retries");
  await expect(selected(page)).toHaveAttribute("data-result", second ?? "");

  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await expect(page.getByRole("button", { name: "webhook retries", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page)).not.toBeFocused();
});

test("Back and Forward go from finished search to finished search, and a reload shows the same", async ({
  page,
}) => {
  await signUp(page, "Barbara");
  await addFolder(page, "payments-api", makeSource("history"));
  await page.goto("/search");
  await expect(field(page)).toBeFocused();
  for (const text of ["backoff", "letter"]) {
    await field(page).fill("");
    await field(page).pressSequentially(text, { delay: 60 });
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`q=${text}`));
  }
  await expect(results(page).getByRole("listitem").first()).toContainText("send_letter");
  await page.goBack();
  await expect(field(page)).toHaveValue("backoff");
  await expect(results(page).getByRole("listitem").first()).toContainText("src/delivery/backoff.ts");
  await page.goBack();
  await expect(field(page)).toHaveValue("");
  await expect(page.getByRole("heading", { name: "Recent searches" })).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(field(page)).toHaveValue("letter");
  await page.reload();
  await expect(field(page)).toHaveValue("letter");
  await expect(results(page).getByRole("listitem").first()).toContainText("send_letter");
});

test("filters narrow a search, from the menus and from the text, and can be taken away", async ({ page }) => {
  await signUp(page, "Karen");
  await addFolder(page, "payments-api", makeSource("filters"));
  await addFolder(page, "birds", makeSource("birds", many));
  await page.goto("/search?q=delivery");
  const paths = results(page).getByRole("link");
  await expect(paths.first()).toBeVisible();
  // Two repositories: results say whose they are.
  await expect(paths.first()).toHaveAccessibleName(/^(payments-api|birds)\//);

  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Python" }).click();
  await expect(page).toHaveURL(/lang=py/);
  await expect(paths).toHaveCount(1);
  await expect(paths).toHaveAccessibleName(/send\.py/);
  await page.getByRole("button", { name: "Remove filters" }).click();
  await expect(page).not.toHaveURL(/lang=/);

  await page.getByRole("combobox", { name: "Repository" }).click();
  await page.getByRole("option", { name: "birds" }).click();
  await expect(paths.first()).toHaveAccessibleName(/^birds\//);
  await page.getByRole("button", { name: "Remove filters" }).click();

  await page.getByRole("button", { name: "Any path" }).click();
  await page.getByRole("textbox", { name: "Only files whose path is like" }).fill("src/mail/**");
  await page.keyboard.press("Enter");
  await expect(paths).toHaveCount(1);
  await expect(paths).toHaveAccessibleName(/src\/mail\/send\.py/);
  await page.getByRole("button", { name: "Remove filters" }).click();

  await field(page).fill("delivery repo:payments-api path:backoff");
  await expect(paths).toHaveCount(1);
  await expect(paths).toHaveAccessibleName(/backoff\.ts/);
  await field(page).fill("delivery repo:nowhere");
  await expect(page.getByText("No repository here is called “nowhere”.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
});

test("an exact search takes case and whole words seriously, and pages to its end", async ({ page }) => {
  await signUp(page, "Shafi");
  await addFolder(page, "birds", makeSource("exact", many));
  await page.goto("/search");
  await field(page).fill("PELICAN");
  await page.getByRole("radio", { name: "Exact" }).click();
  await expect(page.getByText(/^25 results in/)).toBeVisible();
  await expect(results(page).getByRole("listitem")).toHaveCount(20);
  await expect(results(page).locator("mark").first()).toHaveText("pelican");

  await page.getByRole("button", { name: "Show more results" }).click();
  await expect(results(page).getByRole("listitem")).toHaveCount(25);
  await expect(page.getByText("That was all 25.")).toBeVisible();

  await page.getByRole("button", { name: "Match case" }).click();
  await expect(page).toHaveURL(/case=1/);
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
  await field(page).fill("pelica");
  await expect(page.getByText(/^25 results in/)).toBeVisible();
  await page.getByRole("button", { name: "Whole words only" }).click();
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
  await page.getByRole("button", { name: "Search by meaning" }).click();
  await expect(page).not.toHaveURL(/mode=/);
});

test("an answer that comes late never takes the place of a newer one", async ({ page }) => {
  await signUp(page, "Leslie");
  await addFolder(page, "payments-api", makeSource("late"));
  await page.goto("/search");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(
    (url) => url.pathname.includes("search.query") && decodeURIComponent(url.search).includes('"letter"'),
    async (route) => {
      await held;
      await route.continue().catch(() => {});
    },
  );
  await field(page).fill("letter");
  await page.waitForRequest((request) => decodeURIComponent(request.url()).includes('"letter"'));
  await field(page).fill("backoff");
  await expect(results(page).getByRole("listitem").first()).toContainText("src/delivery/backoff.ts");
  release();
  await page.waitForTimeout(400);
  await expect(results(page).getByRole("listitem").first()).toContainText("src/delivery/backoff.ts");
});

test("a search that fails says so, keeps the question and is tried again", async ({ page }) => {
  await signUp(page, "Edsger");
  await addFolder(page, "payments-api", makeSource("failing"));
  await page.goto("/search");
  await page.route("**/api/trpc/search.query**", (route) => route.abort());
  await field(page).fill("backoff");
  await expect(page.getByRole("heading", { name: "The search did not work" })).toBeVisible({
    timeout: 20_000,
  });
  await page.unroute("**/api/trpc/search.query**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(results(page).getByRole("listitem").first()).toContainText("src/delivery/backoff.ts");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`search passes axe in every state in the ${colorScheme} theme, and works at 375 pixels`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await signUp(page, "Margaret");
    await addFolder(page, "payments-api", makeSource("axe-search"));
    for (const query of ["", "?q=webhook+lang:ts", "?q=backoff&mode=exact", "?q=zzqqxx&mode=exact&case=1"]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/search${query}`);
      await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
      if (query === "?q=webhook+lang:ts")
        await expect(preview(page).locator("[data-highlighted]").first()).toBeVisible();
      for (const width of [1440, 375]) {
        await page.setViewportSize({ width, height: width === 375 ? 812 : 900 });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${query} ${width}: ${id} ${nodes.map((node) => node.target).join(" ")}`,
          ),
        ).toEqual([]);
      }
      await expect(preview(page)).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    }
    await page.goto("/search?q=send+letter");
    await results(page).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/files\/.+#L\d+/);
  });
}
