import { isAccessible } from "./axe";
import { addFolder, makeSource, password, signUp } from "./person";
import { type Browser, expect, type Page, test } from "./test";

test.setTimeout(180_000);

/** A second person's browser: nothing is shared with the first. */
async function another(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  return context.newPage();
}

const newAddress = (name: string) => `${name}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`;

/** Invites an address through the screen and gives the link that is shown once. */
async function inviteByScreen(page: Page, email: string): Promise<string> {
  await page.goto("/settings/invitations");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = page.getByRole("region", { name: `The link for ${email}` }).locator("code");
  await expect(link).toBeVisible();
  return (await link.textContent()) ?? "";
}

async function openMembers(page: Page): Promise<void> {
  await page.goto("/settings/members");
  await expect(page.getByRole("table")).toBeVisible();
}

test("two people: one invites, the other signs up and joins, is promoted, works along, and is removed while looking", async ({
  page,
  browser,
  baseURL,
}) => {
  await signUp(page, "Ada");
  await addFolder(page, "ada-code", makeSource("ada"));
  const email = newAddress("ben");
  const link = await inviteByScreen(page, email);
  await expect(page.getByRole("listitem").filter({ hasText: email })).toBeVisible();

  // Ben has no account yet: the link leads through signing up and back.
  const ben = await another(browser, baseURL);
  await ben.goto(link);
  await expect(ben.getByRole("heading", { name: "Join Ada’s workspace" })).toBeVisible();
  await ben.getByRole("link", { name: "Create an account" }).click();
  await ben.getByLabel("Name").fill("Ben");
  await ben.getByLabel("E-mail").fill(email);
  await ben.getByLabel("Password", { exact: true }).fill(password);
  await ben.getByRole("button", { name: "Create account" }).click();
  await ben.getByRole("button", { name: "Join" }).click();
  await expect(ben.getByRole("button", { name: /Organization Ada’s workspace/ })).toBeVisible();
  await ben.goto(link);
  await expect(ben.getByText("You are a member already.")).toBeVisible();

  // As a member Ben may not invite; he sees it as soon as he is made an admin, in the tab that is open already.
  await openMembers(ben);
  await expect(ben.getByRole("navigation", { name: "Settings" }).getByText("Invitations")).toHaveCount(0);
  await openMembers(page);
  await page.getByRole("combobox", { name: "Role of Ben" }).click();
  await page.getByRole("option", { name: /^Admin/ }).click();
  await expect(page.getByText("Ben is Admin now")).toBeVisible();
  await expect(ben.getByRole("navigation", { name: "Settings" }).getByText("Invitations")).toBeVisible();

  // Each sees the other's repository.
  await addFolder(ben, "ben-code", makeSource("ben"));
  await page.goto("/repositories");
  await expect(page.getByRole("link", { name: "ben-code" })).toBeVisible();
  await ben.goto("/repositories");
  await expect(ben.getByRole("link", { name: "ada-code" })).toBeVisible();

  // Two tabs of Ben's are open when he is removed: both lead away within five seconds, untouched.
  const second = await ben.context().newPage();
  await second.goto("/search");
  await expect(second.getByRole("button", { name: /Organization Ada’s workspace/ })).toBeVisible();
  await openMembers(page);
  await page.getByRole("button", { name: "Actions for Ben" }).click();
  await page.getByRole("menuitem", { name: "Remove from the organization" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("Ben is removed")).toBeVisible();
  const removedMs = Date.now();
  for (const tab of [ben, second])
    await expect(tab.getByRole("heading", { name: "You are not in this organization any more" })).toBeVisible(
      {
        timeout: 5_000,
      },
    );
  expect(Date.now() - removedMs).toBeLessThan(5_000);
  await expect(ben.getByText("ada-code")).toHaveCount(0);
  await ben.getByRole("button", { name: "Open Ben’s workspace" }).click();
  await expect(ben.getByRole("button", { name: /Organization Ben’s workspace/ })).toBeVisible();
  await ben.context().close();
});

test("an invitation is for its address only, can be declined, renewed and withdrawn", async ({
  page,
  browser,
  baseURL,
}) => {
  await signUp(page, "Ida");
  const eve = await another(browser, baseURL);
  const eveEmail = await signUp(eve, "Eve");
  const email = newAddress("jo");
  const first = await inviteByScreen(page, email);
  await eve.goto(first);
  await expect(eve.getByText(`You are signed in as ${eveEmail}.`)).toBeVisible();
  await expect(eve.getByRole("button", { name: "Join" })).toHaveCount(0);

  await page.getByRole("button", { name: `Actions for the invitation of ${email}` }).click();
  await page.getByRole("menuitem", { name: "Get a new link" }).click();
  await expect(page.getByText("replaces any link before it")).toBeVisible();
  await eve.goto(first);
  await expect(eve.getByRole("heading", { name: "This invitation does not exist" })).toBeVisible();

  await page.getByRole("button", { name: `Actions for the invitation of ${email}` }).click();
  await page.getByRole("menuitem", { name: "Withdraw" }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("heading", { name: "No invitation is open" })).toBeVisible();

  await eve.goto(await inviteByScreen(page, eveEmail));
  await eve.getByRole("button", { name: "Decline" }).click();
  await expect(eve.getByRole("heading", { name: "You have declined" })).toBeVisible();
  await eve.context().close();
});

test("a deleted organization shuts everybody out, and its owner has it back", async ({
  page,
  browser,
  baseURL,
}) => {
  await signUp(page, "Kim");
  await page.goto("/settings/organization");
  await page.getByLabel("Name", { exact: true }).fill("Harbour Works");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: /Organization Harbour Works/ })).toBeVisible();
  const leo = await another(browser, baseURL);
  const email = await signUp(leo, "Leo");
  await leo.goto(await inviteByScreen(page, email));
  await leo.getByRole("button", { name: "Join" }).click();
  await expect(leo.getByRole("button", { name: /Organization Harbour Works/ })).toBeVisible();

  await page.goto("/settings/organization");
  await page.getByRole("button", { name: "Delete organization" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Delete organization" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("Harbour Works");
  await dialog.getByRole("button", { name: "Delete organization" }).click();

  const out = { name: "You are not in this organization any more" };
  await expect(page.getByRole("heading", out)).toBeVisible();
  await expect(leo.getByRole("heading", out)).toBeVisible({ timeout: 5_000 });
  await expect(leo.getByRole("button", { name: "Restore Harbour Works" })).toHaveCount(0);
  await page.getByRole("button", { name: "Restore Harbour Works" }).click();
  await expect(page.getByRole("button", { name: /Organization Harbour Works/ })).toBeVisible();
  await leo.goto("/");
  await expect(leo.getByRole("button", { name: /Organization Harbour Works/ })).toBeVisible();
  await leo.context().close();
});

test("a picture, a short name and who sees new conversations are set; a taken short name says so", async ({
  page,
}) => {
  await signUp(page, "Mia");
  await page.goto("/settings/organization");
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } });
  await page.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png });
  await expect(page.locator('img[src^="/api/organizations/"]').first()).toBeVisible();
  const slug = `mia-${Date.now()}`;
  await page.getByLabel("Short name").fill(slug);
  await page.getByRole("combobox", { name: "New conversations" }).click();
  await page.getByRole("option", { name: "Private to whoever starts them" }).click();
  await page.getByRole("button", { name: "Save the settings" }).click();
  await expect(page.getByText("Saved").first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Short name")).toHaveValue(slug);
  await expect(page.getByRole("combobox", { name: "New conversations" })).toContainText("Private");
  await page.getByLabel("Short name").fill("Not A Name");
  await page.getByRole("button", { name: "Save the settings" }).click();
  await expect(page.getByText("Use 3 to 48 lower-case letters")).toBeVisible();
});

test("the screens of people pass axe in both themes and fit 375 pixels", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(150_000);
  await signUp(page, "Nora");
  const link = await inviteByScreen(page, newAddress("somebody-with-a-long-address"));
  const guest = await another(browser, baseURL);
  await check(page, "/settings/invitations");
  await check(page, "/settings/members");
  await check(page, "/settings/organization");
  await check(guest, link);
  await check(guest, "/invitation?token=x");
  await signUp(guest, "Otto");
  await guest.goto("/settings/organization");
  await guest.getByRole("button", { name: "Delete organization" }).click();
  await guest.getByRole("alertdialog").getByRole("textbox").fill("Otto’s workspace");
  await guest.getByRole("alertdialog").getByRole("button", { name: "Delete organization" }).click();
  await expect(guest.getByRole("button", { name: "Restore Otto’s workspace" })).toBeVisible();
  await check(guest, "/");
  await guest.context().close();
});

async function check(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("h1").first()).toBeAttached();
  await isAccessible(page, path);
}
