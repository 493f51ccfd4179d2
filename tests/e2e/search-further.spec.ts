import { isAccessible } from "./axe";
import { addFolder, makeSource, sample, signUp } from "./person";
import { expect, type Page, test } from "./test";

const field = (page: Page) => page.getByRole("searchbox", { name: "Search the code of this organization" });
const results = (page: Page) => page.getByRole("list", { name: "Results" });
const finder = (page: Page) => page.getByRole("searchbox", { name: "Find a file" });

const source = {
  ...sample,
  "src/delivery/queue.ts": `import { nextAttempt } from "./policy";
import { backoff } from "./backoff";

export function drain() {
  return [nextAttempt, backoff, missingThing];
}
`,
  "legacy/backoff.py": "def backoff(attempt):\n    return 2 ** attempt\n",
  "src/trap.txt": `${"a".repeat(5_000)}!\n`,
};

/** However many pieces its colours cut it into. */
async function expectMarked(page: Page, text: string) {
  const pieces = results(page).locator("mark");
  await expect.poll(async () => (await pieces.allTextContents()).join("")).toBe(text);
}

test("an expression, a name, its definition and a file are each found, by keys too", async ({ page }) => {
  test.setTimeout(240_000);
  await signUp(page, "Adele");
  const id = await addFolder(page, "payments-api", makeSource("further", source));

  await test.step("an expression finds its hits, and the address keeps it", async () => {
    await page.goto("/search?mode=exact");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await field(page).fill("def \\w+_letter\\(");
    await field(page).press("Enter");
    await expect(results(page).getByRole("listitem")).toHaveCount(1);
    await expectMarked(page, "def send_letter(");
    await expect(page).toHaveURL(/regex=1/);
    await page.reload();
    await expect(page.getByRole("button", { name: "Regular expression" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await expectMarked(page, "def send_letter(");
    await isAccessible(page);
  });

  await test.step("a bad one is marked in the field, with its place", async () => {
    await field(page).fill("send(_letter lang:py");
    await expect(page.getByRole("alert").filter({ hasText: "unterminated group" })).toContainText(
      "See character 5.",
    );
    await expect(field(page)).toHaveAttribute("aria-invalid", "true");
    await expect(field(page)).toHaveAccessibleDescription(/This is no regular expression/);
    await isAccessible(page);
    await field(page).fill("send(_letter) lang:py");
    await expect(results(page).getByRole("listitem")).toHaveCount(1);
    await expect(field(page)).not.toHaveAttribute("aria-invalid");
  });

  await test.step("a runaway is ended and says so", async () => {
    await field(page).fill("(a+)+$");
    await expect(page.getByText(/The expression took too long/)).toBeVisible();
    await isAccessible(page);
  });

  await test.step("sym: finds declarations", async () => {
    await page.goto("/search?q=sym%3Abackoff");
    await expect(results(page).getByRole("listitem")).toHaveCount(2);
    await expect(results(page).getByRole("listitem").filter({ hasText: "legacy/backoff.py" })).toContainText(
      "function",
    );
    await isAccessible(page);
    await results(page)
      .getByRole("link", { name: /src\/delivery\/backoff\.ts/ })
      .click();
    await expect(page).toHaveURL(/backoff\.ts#L2/);
  });

  await test.step("a press with Ctrl goes to the one definition", async () => {
    await page.goto(`/repositories/${id}/files/src/delivery/queue.ts`);
    const press = async (name: string) => {
      const line = page.locator("code", { hasText: "return [nextAttempt" });
      await line.click({ modifiers: ["ControlOrMeta"], position: await placeOf(page, name) });
    };
    await expect(page.locator("code span").first()).toBeVisible();
    await press("nextAttempt");
    await expect(page).toHaveURL(/policy\.ts#L11$/);
    await expect(page.locator("[data-highlighted]")).toContainText("export function nextAttempt");
    await page.goBack();

    await press("backoff");
    const dialog = page.getByRole("dialog", { name: "Go to definition" });
    const places = dialog.getByRole("list", { name: "Definitions" }).getByRole("link");
    await expect(places).toHaveText([/src\/delivery\/backoff\.ts:2$/, /legacy\/backoff\.py:1$/]);
    await isAccessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(places.nth(1)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/legacy\/backoff\.py#L1$/);
    await page.goBack();

    await press("missingThing");
    await expect(page.getByText("Nothing called “missingThing” is declared").first()).toBeVisible();
  });

  await test.step("the keyboard asks for a name, or takes what is selected", async () => {
    await page.goto(`/repositories/${id}/files/src/delivery/queue.ts`);
    await expect(page.locator("code span").first()).toBeVisible();
    await page.keyboard.press("F12");
    const dialog = page.getByRole("dialog", { name: "Go to definition" });
    await dialog.getByRole("searchbox").fill("NEXTATTEMPT");
    await expect(dialog.getByRole("link")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/policy\.ts#L11$/);

    await page.goto(`/repositories/${id}/files/src/delivery/queue.ts`);
    const line = page.locator("code", { hasText: "return [nextAttempt" });
    await expect(page.locator("code span").first()).toBeVisible();
    await line.dblclick({ position: await placeOf(page, "nextAttempt") });
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("option", { name: "Go to definition of nextAttempt" }).click();
    await expect(page).toHaveURL(/policy\.ts#L11$/);
  });

  await test.step("files are found by the characters of their path", async () => {
    await page.goto(`/repositories/${id}`);
    await expect(page.getByRole("list", { name: "Files and folders" })).toBeVisible();
    await page.keyboard.press("t");
    await expect(finder(page)).toBeFocused();
    await page.keyboard.type("backoff");
    const found = page.getByRole("list", { name: "Files found" }).getByRole("link");
    await expect(found).toHaveText(["legacy/backoff.py", "src/delivery/backoff.ts"]);
    await isAccessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(found.nth(1)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(finder(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("list", { name: "Files and folders" })).toBeVisible();
    await page.keyboard.type("zzz");
    await expect(page.getByText("No file has these characters in its path")).toBeVisible();
    await finder(page).fill("delpol");
    await expect(found).toHaveText(["src/delivery/policy.ts"]);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/files\/src\/delivery\/policy\.ts$/);
  });
});

/** Where a name of the last line but one stands in its line: letters are of one width. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const line = page.locator("code", { hasText: "return [nextAttempt" });
  return line.evaluate((code, word) => {
    const text = code.textContent ?? "";
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    let before = 0;
    const middle = text.indexOf(word) + 2;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (middle < before + length) {
        const range = document.createRange();
        range.setStart(node, middle - before);
        range.setEnd(node, middle - before + 1);
        const own = code.getBoundingClientRect();
        const place = range.getBoundingClientRect();
        return { x: place.left - own.left + 1, y: 10 };
      }
      before += length;
    }
    return { x: 0, y: 0 };
  }, name);
}
