import { generateSync } from "otplib";
import { passesAxe } from "./axe";
import { password, signIn, signOut, signUp } from "./person";
import { expect, type Page, test } from "./test";

for (const theme of ["light", "dark"] as const) {
  test(`two-factor is turned on, and a recovery code signs in once (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const email = await signUp(page, "Olga");
    await page.goto("/settings/security");
    await page.getByRole("button", { name: "Turn it on" }).click();
    const asking = page.getByRole("dialog", { name: "Turn it on" });
    await asking.getByLabel("Your password", { exact: true }).fill("not the password");
    await asking.getByRole("button", { name: "Go on" }).click();
    await expect(asking.getByText("This is not your current password.")).toBeVisible();
    await asking.getByLabel("Your password", { exact: true }).fill(password);
    await asking.getByRole("button", { name: "Go on" }).click();

    await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
    await hasNoAxeProblem(page);
    const secret = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
    await page.getByLabel("Code of the app").fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("This code is not right.")).toBeVisible();
    await page.getByLabel("Code of the app").fill(generateSync({ secret }));
    await page.getByRole("button", { name: "Confirm" }).click();

    const list = page.getByRole("list", { name: "Recovery codes" });
    await expect(list.getByRole("listitem")).toHaveCount(10);
    await hasNoAxeProblem(page);
    const [code = "", other = ""] = await list.getByRole("listitem").allTextContents();
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes are left")).toBeVisible();

    await signOut(page);
    await signIn(page, email);
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await hasNoAxeProblem(page);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("button", { name: "Account of Olga" })).toBeVisible();
    await page.goto("/settings/security");
    await expect(page.getByText("9 recovery codes are left")).toBeVisible();

    await signOut(page);
    await signIn(page, email);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("was used before")).toBeVisible();
    await page.getByLabel("Recovery code").fill(other);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("button", { name: "Account of Olga" })).toBeVisible();
  });
}

test("a passkey is added and named, signs in, and opens nothing once it is removed", async ({ page }) => {
  // Browsers make no passkeys for a bare address.
  const base = `http://localhost:${process.env.E2E_PORT}`;
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const touch = (enabled: boolean) =>
    device.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  const challenges = "**/passkey/generate-authenticate-options";
  const usePasskey = async () => {
    // Without a finger: else the passkey that the browser offers at the address is taken by itself.
    await touch(false);
    const isOffered = page.waitForResponse(challenges);
    await signOut(page);
    await isOffered;
    // This authenticator feels only the finger that lies there before it is asked: it is asked once there is one.
    const hasTouched = Promise.withResolvers<void>();
    await page.route(challenges, async (route) => {
      await hasTouched.promise;
      await route.continue();
    });
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await touch(true);
    hasTouched.resolve();
    await page.unrouteAll({ behavior: "wait" });
  };
  await page.goto(`${base}/sign-up`);
  await page.getByLabel("Name").fill("Pia");
  await page.getByLabel("E-mail").fill(`pia-${Date.now()}@example.org`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("button", { name: "Account of Pia" })).toBeVisible();

  await page.goto(`${base}/settings/security`);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: /^Rename Chrome/ }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Desk");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("button", { name: "Remove Desk" })).toBeVisible();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("This device has a passkey for your account already.")).toBeVisible();

  await usePasskey();
  await expect(page.getByRole("button", { name: "Account of Pia" })).toBeVisible();

  await page.goto(`${base}/settings/security`);
  await page.getByRole("button", { name: "Remove Desk" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("You have none yet.")).toBeVisible();
  await usePasskey();
  await expect(page.getByText("This passkey does not open an account here.").first()).toBeVisible();
});

async function hasNoAxeProblem(page: Page): Promise<void> {
  // What is still fading in has colours of its own.
  await page.waitForTimeout(300);
  await passesAxe(page);
}
