import { test as base, type Page } from "@playwright/test";

export * from "@playwright/test";

const LONGEST_WAIT_MS = 5_000;

/** As Playwright's, but a page that is opened or loaded again, in any context, has woken before the test goes on. */
export const test = base.extend<{ wakes: undefined }, { wakesEverywhere: undefined }>({
  wakesEverywhere: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        context.on("page", waitWhenOpening);
        return context;
      };
      await use(undefined);
    },
    { scope: "worker", auto: true },
  ],
  wakes: [
    async ({ context }, use) => {
      context.on("page", waitWhenOpening);
      await use(undefined);
    },
    { auto: true },
  ],
});

const waiting = new WeakSet<Page>();

function waitWhenOpening(page: Page): void {
  if (waiting.has(page)) return;
  waiting.add(page);
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...to) => {
    const response = await goto(...to);
    await awake(page);
    return response;
  };
  page.reload = async (...how) => {
    const response = await reload(...how);
    await awake(page);
    return response;
  };
}

/** A press between React's taking over and the next frame is lost now and then; a person would press again. */
async function awake(page: Page): Promise<void> {
  const isAwake = () =>
    [...document.querySelectorAll("a[href], button, form")].every((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactProps")),
    );
  // What is no page of ours never wakes.
  await page.waitForFunction(isAwake, undefined, { timeout: LONGEST_WAIT_MS }).catch(() => {});
}
