import { readFile } from "node:fs/promises";
import { signUp } from "./person";
import { expect, type Page, test } from "./test";

test("a rename stands in the audit log with what it was before, can be filtered for, and is exported", async ({
  page,
}) => {
  await signUp(page, "Grace");
  await rename(page, "=Compilers");

  await page.getByRole("link", { name: "Audit log" }).click();
  const events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
  await expect(events).toHaveText([/Grace renamed the organization/, /Grace created the organization/]);
  await events.first().getByText("renamed the organization").click();
  const row = events.first().getByRole("row", { name: "name" });
  await expect(row.getByRole("cell")).toHaveText([/Grace’s workspace/, /=Compilers/]);
  await expect(events.first().getByText(/^[0-9a-f-]{36}$/)).toHaveCount(2);

  await page.getByRole("combobox", { name: "Action" }).click();
  await page.getByRole("option", { name: "Created the organization" }).click();
  await expect(events).toHaveText([/created the organization/]);
  await expect(page).toHaveURL(/action=organization.create/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(events).toHaveCount(2);
  await page.getByLabel("To", { exact: true }).fill("2020-01-01");
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  const csv = await saved(page, "CSV, for spreadsheets");
  expect(csv.name).toMatch(/^carrel-audit-[\d-]+\.csv$/);
  const [head, renamed, created, end] = csv.text.split("\r\n");
  expect(head).toContain("time,action,person,");
  expect(renamed).toContain(`organization.rename,Grace,`);
  expect(renamed).toContain(`"{""name"":""=Compilers""}"`);
  expect(created).toContain("organization.create");
  expect(end).toBe("");
  const lines = (await saved(page, "JSON Lines, for programs")).text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).action)).toEqual([
    "audit.export",
    "organization.rename",
    "organization.create",
  ]);
  await page.reload();
  await expect(events.first()).toHaveText(/Grace exported the audit log/);
});

test("a person reads of their own sign-ins and of a failed one, with the address it came from", async ({
  page,
}) => {
  const email = await signUp(page, "Hopper");
  const origin = new URL(page.url()).origin;
  await page.request.post("/api/auth/sign-in/email", {
    data: { email, password: "not the password" },
    headers: { origin, "x-forwarded-for": "198.51.100.66" },
  });
  await page.goto("/settings/security-log");
  const events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
  await expect(events).toHaveText([/Sign-in failed/, /Signed in/]);
  await events.first().getByText("Sign-in failed").click();
  await expect(events.first()).toContainText("wrong_password");
  await expect(events.first()).toContainText("127.0.0.1");
  await expect(events.first()).not.toContainText("198.51.100.66");
  await expect(events.first()).not.toContainText("not the password");
});

test("the logs look right, wide and narrow, light and dark", async ({ page }, info) => {
  await signUp(page, "Radia");
  await rename(page, "Spanning Trees");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/settings/audit");
      const first = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem").first();
      await first.getByText("renamed the organization").click();
      await expect(first.getByRole("row", { name: "name" })).toBeVisible();
      await page.screenshot({ path: info.outputPath(`audit-${colorScheme}-${width}.png`) });
    }
  }
});

async function rename(page: Page, name: string): Promise<void> {
  await page.goto("/settings/organization");
  await page.getByRole("textbox", { name: "Name" }).first().fill(name);
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Saved")).toBeVisible();
}

async function saved(page: Page, choice: string): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: choice }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}
