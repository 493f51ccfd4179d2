import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pgliteExtensions } from "../../db/open-pglite";
import { freePort, type ProductionServer, startProductionServer } from "../support/production-server";
import { signUp } from "./person";
import { expect, type Page, test } from "./test";

test.setTimeout(150_000);

let folder = "";
let start: (worker?: "off") => Promise<ProductionServer>;
let server: ProductionServer;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "carrel-shared-"));
  const port = await freePort();
  // Without a worker a question waits for ever: there is time to stop it.
  start = (worker) =>
    startProductionServer({
      dataDir: path.join(folder, "data"),
      port,
      env: worker ? { WORKER: worker } : {},
    });
  server = await start("off");
});

test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test("a question that waits is stopped; a fellow member sees what is shared and nothing else", async ({
  browser,
}) => {
  const [anna, bob] = await Promise.all(
    [0, 1].map(async () => (await browser.newContext({ baseURL: server.url })).newPage()),
  );
  if (!anna || !bob) throw new Error("There are two pages.");
  await signUp(anna, "Anna");
  await signUp(bob, "Bob");
  await server.stop();
  const organizationId = await join(path.join(folder, "data", "pglite"), { name: "Bob", to: "Anna" });
  server = await start("off");
  // His open page would hear of it, and lead to the start in the middle of something.
  await bob.goto("about:blank");
  const switched = await bob.request.post("/api/trpc/organization.setActive", {
    data: { json: { organizationId } },
    headers: { origin: server.url },
  });
  expect(switched.ok(), await switched.text()).toBe(true);

  await anna.goto("/conversations/new");
  await anna.getByRole("textbox", { name: "Your question" }).fill("Where do herons sleep?");
  await anna.keyboard.press("Enter");
  await expect(anna.getByText("Waiting for its turn")).toBeVisible();
  await anna.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(anna.getByText("Stopping", { exact: true })).toBeVisible();
  await server.stop();
  server = await start();
  await anna.reload();
  await expect(anna.getByText("Stopped. What was written is kept.")).toBeVisible();
  await expect(anna.getByRole("button", { name: "Answer again" })).toBeVisible();
  const url = anna.url();

  await seesNothing(bob, url);
  await share(anna, "Share");
  await bob.goto("/conversations");
  await bob.getByRole("link", { name: "Where do herons sleep?" }).click();
  const messages = bob.getByRole("list", { name: "Messages" });
  await expect(messages).toContainText("Anna");
  await expect(messages).toContainText("Where do herons sleep?");
  await expect(bob.getByRole("button", { name: "Make private" })).toHaveCount(0);
  await bob.getByRole("button", { name: "More actions" }).click();
  await expect(bob.getByRole("menuitem", { name: "Export as Markdown" })).toBeVisible();
  await expect(bob.getByRole("menuitem", { name: "Delete conversation" })).toHaveCount(0);

  await share(anna, "Make private");
  await seesNothing(bob, url);
});

async function share(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
}

async function seesNothing(page: Page, url: string): Promise<void> {
  await page.goto("/conversations");
  await expect(page.getByRole("heading", { name: "No conversation yet" })).toBeVisible();
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "This conversation is not here" }).first()).toBeVisible();
}

/** Makes a person a member of another's organization while the server is down; gives the organization's id. */
async function join(database: string, { name, to }: { name: string; to: string }): Promise<string> {
  const client = await PGlite.create({ dataDir: `file://${database}`, extensions: pgliteExtensions });
  try {
    const { rows } = await client.query<{ organization_id: string }>(
      `insert into member (id, organization_id, user_id, role)
       select gen_random_uuid()::text, owned.organization_id, joins.id, 'member'
       from member owned join "user" owner on owner.id = owned.user_id, "user" joins
       where owner.name = $1 and joins.name = $2
       returning organization_id`,
      [to, name],
    );
    const [row] = rows;
    if (!row) throw new Error(`${name} could not be made a member of ${to}’s organization.`);
    return row.organization_id;
  } finally {
    await client.close();
  }
}
