import { mailedLink } from "./mailed-link";
import { signOut } from "./person";
import { expect, type Page, test } from "./test";

const password = "correct horse battery";

test("a newcomer signs up, is told what to do first, and comes back with their password", async ({
  page,
}) => {
  const email = await signUp(page, "Ada");
  await expect(page.getByRole("heading", { name: "Nothing to search yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add a repository" })).toBeVisible();

  await signOut(page);
  await fillIn(page, { email, password });
  await expect(page.getByRole("button", { name: "Account of Ada" })).toBeVisible();
});

test("a stranger is sent to sign in, and on to the page they asked for", async ({ page }) => {
  const email = await signUp(page, "Ben");
  await signOut(page);
  await page.goto("/settings/token");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings%2Ftoken");
  await fillIn(page, { email, password });
  await expect(page).toHaveURL("/settings/token");
});

test("signing in never leads to another site", async ({ page }) => {
  const email = await signUp(page, "Cleo");
  await signOut(page);
  await page.goto("/sign-in?next=//stranger.example/");
  await fillIn(page, { email, password });
  await expect(page).toHaveURL("/");
});

test("a wrong password is refused in words beside the field, which has the focus", async ({ page }) => {
  const email = await signUp(page, "Dora");
  await signOut(page);
  await fillIn(page, { email, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "is not right" })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
});

test("a form sent empty names each field's problem and puts the focus into the first", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Write your e-mail address.")).toBeVisible();
  await expect(page.getByText("Use at least 10 characters.")).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
});

test("an address that is taken is refused with a way on", async ({ page }) => {
  const email = await signUp(page, "Emil");
  await signOut(page);
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Another Emil");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("This address has an account already.")).toBeVisible();
});

test("a forgotten password is replaced through the mailed link, which works once", async ({ page }) => {
  const email = await signUp(page, "Fay");
  await signOut(page);
  await page.getByRole("link", { name: "Forgot it?" }).click();
  // The form before it has a field of the same name.
  await expect(page).toHaveURL("/forgot-password");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();

  const link = await mailedLink(email);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("a new battery staple");
  await page.getByRole("button", { name: "Save the password" }).click();
  await expect(page.getByText("The new password is saved.")).toBeVisible();

  await fillIn(page, { email, password });
  await expect(page.getByText("is not right")).toBeVisible();
  await fillIn(page, { email, password: "a new battery staple" });
  await expect(page.getByRole("button", { name: "Account of Fay" })).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("a new organization shows nothing of the one before, in this tab or another", async ({
  page,
  context,
}) => {
  await signUp(page, "Gil");
  await page.goto("/settings/organization");
  await page.getByLabel("Name", { exact: true }).fill("First Harbour");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: /Organization First Harbour/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto("/settings/organization");
  await expect(other.getByLabel("Name", { exact: true })).toHaveValue("First Harbour");

  await page.getByRole("button", { name: /Organization First Harbour/ }).click();
  await page.getByRole("menuitem", { name: "Create an organization" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an organization" });
  await dialog.getByLabel("Name").fill("Second Harbour");
  await dialog.getByRole("button", { name: "Create organization" }).click();

  for (const tab of [page, other]) {
    await expect(tab).toHaveURL("/");
    await expect(tab.getByRole("button", { name: /Organization Second Harbour/ })).toBeVisible();
    await expect(tab.getByText("First Harbour")).toHaveCount(0);
  }

  await page.getByRole("button", { name: /Organization Second Harbour/ }).click();
  await page.getByRole("menuitemradio", { name: /First Harbour/ }).click();
  await expect(page.getByRole("button", { name: /Organization First Harbour/ })).toBeVisible();
  await expect(other.getByRole("button", { name: /Organization First Harbour/ })).toBeVisible();
});

test("a changed password ends every other session and keeps this one", async ({ page, browser, baseURL }) => {
  const email = await signUp(page, "Hana");
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "" });
  const there = await elsewhere.newPage();
  await there.goto("/sign-in");
  await fillIn(there, { email, password });
  await expect(there.getByRole("button", { name: "Account of Hana" })).toBeVisible();

  await page.goto("/settings/password");
  await page.getByLabel("Current password", { exact: true }).fill(password);
  await page.getByLabel("New password", { exact: true }).fill("a new battery staple");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Every other session has ended.")).toBeVisible();

  // By itself: its stream ends, and the page leads away.
  await expect(there).toHaveURL(/\/sign-in/);
  await page.goto("/settings/sessions");
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await elsewhere.close();
});

async function signUp(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${process.pid}-${Date.now()}@example.org`;
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("button", { name: `Account of ${name}` })).toBeVisible();
  return email;
}

async function fillIn(page: Page, person: { email: string; password: string }) {
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
