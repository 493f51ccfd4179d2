import { passesAxe } from "./axe";
import { addFolder, makeSource, signUp } from "./person";
import { complaints, field, many, preview, results, selected } from "./search-page";
import { expect, test } from "./test";

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
        await passesAxe(page, `${query} ${width}`);
      }
      await expect(preview(page)).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    }
    await page.goto("/search?q=send+letter");
    await results(page).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/files\/.+#L\d+/);
  });
}
