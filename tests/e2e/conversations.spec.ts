import { readFileSync } from "node:fs";
import { addFolder, makeSource, sample, signUp } from "./person";
import { answers, ask, chips, plan, question, ready, source } from "./talk";
import { expect, type Page, test } from "./test";

// What a hostile file would have the page load, in the lines that are quoted.
const hostile = {
  ...sample,
  "README.md":
    "# Payments API\n\n## Webhooks\n\nA failed webhook is retried with a growing delay. ![p](http://127.0.0.2:9/p.png)\n" +
    '<img src="http://127.0.0.2:9/i.png"> A webhook is retried until `maxAttempts`.\n',
};

/** What the browser complained about, and what it asked another host for. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && page.url() !== "about:blank" && origin !== new URL(page.url()).origin)
      said.push(`asked ${origin}`);
  });
  return said;
}

/** The words of all that was asked and answered, without times. */
const words = (page: Page) =>
  page
    .getByRole("list", { name: "Messages" })
    .innerText()
    .then((text) => text.replaceAll(/\d+ passages?\s*|[\d.]+ s\s*/g, ""));

test("asks, opens a citation, has a plan carried out, and finds it all again after a reload and in a second tab", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const said = complaints(page);
  await signUp(page, "Grete");
  await page.goto("/conversations");
  await expect(page.getByRole("heading", { name: "No conversation yet" })).toBeVisible();
  await addFolder(page, "payments-api", makeSource("talk", hostile));
  await page.getByRole("main").getByRole("link", { name: "New conversation" }).click();
  await ask(page);
  await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]{36}$/);
  await expect(page).toHaveTitle(/When does nextAttempt suspend/);
  await expect(answers(page)).toContainText("nextAttempt");
  await expect(answers(page)).toContainText(/(\d+) of \1 claims? supported/);

  await answers(page)
    .getByRole("button", { name: /policy\.ts/ })
    .click();
  await expect(source(page)).toContainText("src/delivery/policy.ts");
  await expect(source(page)).toContainText("current");
  await expect(source(page)).toContainText("What a receiver may rely on.");
  await expect(source(page).locator("[data-highlighted]").first()).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(source(page)).toHaveCount(0);

  await page.getByRole("textbox", { name: "Your question" }).fill("Document how webhooks are retried");
  await page.getByRole("button", { name: "Ask for a plan" }).click();
  await expect(plan(page)).toContainText("Nothing runs until a person confirms.");
  await plan(page).getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Remove step 2" }).click();
  await page.getByRole("button", { name: "Save the plan" }).click();
  const steps = plan(page).getByRole("listitem");
  await expect(plan(page).getByRole("button", { name: "Confirm plan" })).toBeVisible();
  await plan(page).getByRole("button", { name: "Confirm plan" }).click();
  await expect(plan(page)).toContainText("Completed", { timeout: 60_000 });
  await expect(steps.getByText("Done")).toHaveCount(
    await page.getByRole("heading", { name: /^Step / }).count(),
  );
  const note = page.getByRole("group").filter({ hasText: "Document how webhooks are retried" });
  await note.getByText("Document how webhooks are retried").click();
  await expect(note).toContainText("A failed webhook is retried");
  await expect(page.getByRole("list", { name: "Messages" }).locator("img, iframe, video")).toHaveCount(0);
  await note.getByText("Document how webhooks are retried").click();

  await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
  const before = await words(page);
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await expect.poll(() => words(tab)).toBe(before);
  await page.reload();
  await expect.poll(() => words(page)).toBe(before);
  await expect(
    answers(page)
      .first()
      .getByText(/^\d+ passages?$/),
  ).toBeVisible();

  // What is asked in one tab shows in the other.
  await ask(page, "What computes the backoff?");
  await expect(answers(tab).last()).toContainText("backoff");
  await expect(async () => expect(await words(tab)).toBe(await words(page))).toPass();
  expect(said).toEqual([]);
});

test("a question stands there once, though the news of it comes before the answer to its sending", async ({
  page,
}) => {
  await ready(page, "Emmy");
  await ask(page);
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/api\/trpc\/message\.send/, async (route) => {
    const response = await route.fetch();
    await isReleased;
    await route.fulfill({ response });
  });
  await ask(page, "What computes the backoff?");
  await expect(answers(page).last()).toContainText("backoff");
  await expect(page.getByText("What computes the backoff?")).toHaveCount(1);
  release();
  await page.unrouteAll({ behavior: "wait" });
});

test("a question asked otherwise stands beside the first, and both can be paged through", async ({
  page,
}) => {
  await ready(page, "Ada");
  await ask(page);
  await page.getByRole("list", { name: "Messages" }).getByText(question).hover();
  await page.getByRole("button", { name: "Edit the question" }).click();
  await page.getByRole("textbox", { name: "The question, asked otherwise" }).fill("Who sends a letter?");
  await page.getByRole("button", { name: "Ask this instead" }).click();
  await expect(answers(page)).toContainText("send_letter");
  await expect(page.getByText("2 of 2", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Previous version" }).click();
  await expect(answers(page)).toContainText("nextAttempt");
  await page.getByRole("button", { name: "Next version" }).click();
  await expect(answers(page)).toContainText("send_letter");
  await page.getByRole("button", { name: "Answer again" }).click();
  await expect(answers(page).getByText("2 of 2", { exact: true })).toBeVisible();
});

test("a file is pinned by its name; while nothing answers, the field says so", async ({ page }) => {
  await ready(page, "Vera");
  await page.getByRole("button", { name: "Context", exact: true }).click();
  const field = page.getByRole("searchbox", { name: "Find a file by its name" });
  await page.route(/repository\.file\.find/, (route) => route.abort());
  await field.fill("polic");
  await expect(page.getByText("The server cannot be reached.")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  await field.fill("policy");
  await page.getByRole("button", { name: "src/delivery/policy.ts", exact: true }).click();
  await expect(page.getByText("The server cannot be reached.")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Unpin src/delivery/policy.ts" }).click();
  await expect(page.getByRole("button", { name: /^Unpin/ })).toHaveCount(0);
});

test("the 21st file is not pinned, and the field says why", async ({ page }) => {
  await signUp(page, "Tilly");
  const files = Array.from({ length: 21 }, (_, number) => [
    `part-${number}.ts`,
    `export const n = ${number};\n`,
  ]);
  await addFolder(page, "parts", makeSource("parts", Object.fromEntries(files)));
  await page.goto("/conversations/new");
  await page.getByRole("button", { name: "Context", exact: true }).click();
  const field = page.getByRole("searchbox", { name: "Find a file by its name" });
  const found = (number: number) => page.getByRole("button", { name: `part-${number}.ts`, exact: true });
  for (let number = 0; number < 20; number++) {
    await field.fill(`part-${number}.ts`);
    await found(number).click();
    await expect(page.getByRole("button", { name: /^Unpin/ })).toHaveCount(number + 1);
  }
  await field.fill("part-20");
  await expect(page.getByText("At most 20 files can be pinned. Unpin one first.")).toBeVisible();
  await expect(found(20)).toBeDisabled();
});

test("is renamed, pinned, found, exported and deleted", async ({ page }) => {
  await ready(page, "Lise");
  await ask(page);
  // What was begun is still there after a reload, and is nobody else's question.
  await page.getByRole("textbox", { name: "Your question" }).fill("And then?");
  await page.getByRole("button", { name: "All repositories" }).click();
  await page.getByRole("checkbox", { name: "payments-api" }).check();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Your question" })).toHaveValue("And then?");
  await expect(page.getByRole("button", { name: "payments-api" })).toBeVisible();
  const act = async (name: string) => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await act("Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("Webhooks again");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Webhooks again");
  await act("Pin");

  const download = page.waitForEvent("download");
  await act("Export as Markdown");
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.md$/);
  const markdown = readFileSync(await file.path(), "utf8");
  expect(markdown).toContain("# Webhooks again");
  expect(markdown).toContain(question);
  expect(markdown).toContain("src/delivery/policy.ts");

  await page.goto("/conversations");
  const listed = page.getByRole("list", { name: "Conversations" }).getByRole("listitem");
  await expect(listed).toContainText(["Webhooks again"]);
  await expect(listed.getByText("Pinned")).toBeAttached();
  await page.getByRole("searchbox").fill("pelicans");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("searchbox").fill("suspend a delivery");
  await page.getByRole("link", { name: "Webhooks again" }).click();
  await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]{36}$/);
  const url = page.url();
  await act("Delete conversation");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete conversation" }).click();
  await expect(page).toHaveURL(/\/conversations$/);
  await expect(page.getByRole("heading", { name: "No conversation yet" })).toBeVisible();
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "This conversation is not here" }).first()).toBeVisible();
});

test("keys alone ask, open a citation, close it and ask on", async ({ page }) => {
  await ready(page, "Radia");
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Answer again" })).toBeVisible();
  for (let press = 0; press < 40; press++) {
    if (
      await chips(page)
        .first()
        .evaluate((chip) => chip === document.activeElement)
    )
      break;
    await page.keyboard.press("Shift+Tab");
  }
  await expect(chips(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(source(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(source(page)).toHaveCount(0);
  await expect(chips(page).first()).toBeFocused();
});
