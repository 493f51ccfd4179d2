import { makePng } from "../support/make-png";
import { mailedLink } from "./mailed-link";
import { password, signIn, signOut, signUp } from "./person";
import { expect, type Page, test } from "./test";

test("a person changes name, region and picture, and sees them at once", async ({ page }) => {
  await signUp(page, "Ida");
  await page.goto("/settings/profile");
  await page.getByLabel("Name").fill("Ida Rhodes");
  await page.getByRole("combobox", { name: "Dates" }).click();
  await page.getByRole("option", { name: /German/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Account of Ida Rhodes" })).toBeVisible();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: makePng(300, 200) });
  const picture = page.getByRole("img", { name: "Picture" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(
    256,
  );
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "me.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await expect(page.getByText("This file is no picture that the browser can read.").first()).toBeVisible();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(picture).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Ida Rhodes");
  await expect(page.getByRole("combobox", { name: "Dates" })).toContainText("German");
});

test("a theme chosen in one browser is there in the next", async ({ page, browser, baseURL }) => {
  const email = await signUp(page, "Kim");
  await page.goto("/settings/profile");
  const kept = page.waitForResponse((response) => response.url().includes("account.profile.update"));
  await page.getByRole("radio", { name: "Dark" }).click();
  await kept;
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "", colorScheme: "light" });
  const there = await elsewhere.newPage();
  await there.goto("/sign-in");
  await signIn(there, email);
  await expect(there.locator("html")).toHaveClass(/dark/);
  await elsewhere.close();
});

test("an address is changed by the link that goes to the new one", async ({ page, browser, baseURL }) => {
  const email = await signUp(page, "Jo");
  const newEmail = `new-${email}`;
  await page.goto("/settings/profile");
  await page.getByLabel("New e-mail").fill(newEmail);
  await page.getByLabel("Your password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Change the e-mail" }).click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Change the e-mail" }).click();
  await expect(page.getByText("This server has no mail server.")).toBeVisible();
  await page.reload();
  await expect(page.getByText(email, { exact: true }).first()).toBeVisible();

  // The link is opened where nobody is signed in.
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "" });
  const there = await elsewhere.newPage();
  const link = await mailedLink(newEmail);
  await there.goto(link);
  await there.getByRole("button", { name: "Use this address" }).click();
  await expect(there.getByText(`You sign in with ${newEmail} now.`)).toBeVisible();
  await there.getByRole("link", { name: "Go on" }).click();
  await signIn(there, newEmail);
  await expect(there.getByRole("button", { name: "Account of Jo" })).toBeVisible();
  await there.goto(link);
  await there.getByRole("button", { name: "Use this address" }).click();
  await expect(there.getByText("This link does not work any more.")).toBeVisible();
  await elsewhere.close();
});

test("a GitHub account is linked, opens the account, and is unlinked", async ({ page }) => {
  await bePerson(page, "Lin");
  await signUp(page, "Lin");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Link GitHub", exact: true }).click();
  await expect(page.getByRole("button", { name: "Unlink GitHub" })).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await expect(page.getByRole("button", { name: "Account of Lin" })).toBeVisible();
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Unlink GitHub" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unlink GitHub" }).click();
  await expect(page.getByRole("button", { name: "Link GitHub", exact: true })).toBeVisible();
});

test("sessions show where one is signed in, and one of them is ended", async ({ page, browser, baseURL }) => {
  const email = await signUp(page, "Mo");
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "", userAgent: firefox });
  const there = await elsewhere.newPage();
  await there.goto("/sign-in");
  await signIn(there, email);
  await expect(there.getByRole("button", { name: "Account of Mo" })).toBeVisible();
  await page.goto("/settings/sessions");
  await expect(page.getByText("This one")).toBeVisible();
  await page.getByRole("button", { name: "End the session of Firefox on Linux" }).click();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();

  // By itself, and then for whoever asks again.
  await expect(there).toHaveURL(/\/sign-in/);
  await there.goto("/settings/profile");
  await expect(there).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fprofile/);
  await elsewhere.close();
});

test("an account is deleted once its address is typed and its password given", async ({ page }) => {
  const email = await signUp(page, "Nell");
  await page.goto("/settings/profile");
  await page.getByRole("link", { name: "Delete the account…" }).click();
  await expect(page.getByText("Nell’s workspace").first()).toBeVisible();
  await page.getByLabel(`Type ${email} to confirm`).fill("nell");
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("This is not the address of your account.")).toBeVisible();
  await page.getByLabel(`Type ${email} to confirm`).fill(email);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account is deleted.")).toBeVisible();
  await signIn(page, email);
  await expect(page.getByText("is not right")).toBeVisible();
});

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Who comes back from GitHub next. */
async function bePerson(page: Page, name: string): Promise<void> {
  const id = String(Date.now());
  await page.request.post(`${process.env.E2E_OAUTH_URL}/be`, {
    form: { id, name, email: `${name.toLowerCase()}-${id}@github.example` },
  });
}
