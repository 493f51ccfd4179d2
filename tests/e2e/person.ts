import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";

export const password = "correct horse battery";

/** Signs a new person up through the screens; they end on the dashboard. */
export async function signUp(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`;
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("button", { name: `Account of ${name}` })).toBeVisible();
  return email;
}

export async function signOut(page: Page): Promise<void> {
  // Until React has woken, a click opens nothing.
  await expect(async () => {
    await page.getByRole("button", { name: /^Account of / }).click();
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

/** Fills the sign-in and sends it. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A folder the server may index, with some code in it. */
export function makeSource(name: string, files: Record<string, string> = sample): string {
  const root = path.join(
    process.env.E2E_SOURCES ?? "",
    `${name}-${Date.now()}-${Math.floor(Math.random() * 1e6)}`,
  );
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

/** Adds a folder through the API of the page's session and waits until it is indexed; gives the repository's id. */
export async function addFolder(page: Page, name: string, root: string): Promise<string> {
  const call = (procedure: string, input: unknown) =>
    page.request.post(`/api/trpc/${procedure}`, {
      data: { json: input },
      headers: { origin: new URL(page.url()).origin },
    });
  const answer = await call("repository.createFromFolder", { name, path: root });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { id } = (await answer.json()).result.data.json as { id: string };
  await expect
    .poll(
      async () => {
        const input = encodeURIComponent(JSON.stringify({ json: { id } }));
        const repository = await (await page.request.get(`/api/trpc/repository.get?input=${input}`)).json();
        return repository.result.data.json.run.status;
      },
      { timeout: 45_000 },
    )
    .toBe("completed");
  return id;
}

export const sample = {
  "src/delivery/policy.ts": `import { backoff } from "./backoff";

/** What a receiver may rely on. */
export interface DeliveryPolicy {
  maxAttempts: number;
  firstDelayMs: number;
  capMs: number;
}

/** Decides when a webhook is tried again, or that it is not. */
export function nextAttempt(delivery: { attempts: number }, policy: DeliveryPolicy) {
  if (delivery.attempts >= policy.maxAttempts) {
    return "suspend";
  }
  return backoff(delivery.attempts, policy.firstDelayMs, policy.capMs);
}
`,
  "src/delivery/backoff.ts": `/** Full jitter keeps retries of one outage apart. */
export function backoff(attempt: number, firstMs: number, capMs: number) {
  const ceiling = Math.min(capMs, firstMs * 2 ** attempt);
  return Math.random() * ceiling;
}
`,
  "src/mail/send.py": `def send_letter(recipient, subject):
    """Hands a letter to the mail server."""
    return smtp.deliver(recipient, subject)
`,
  "README.md": "# Payments API\n\n## Webhooks\n\nA failed webhook is retried with a growing delay.\n",
};
