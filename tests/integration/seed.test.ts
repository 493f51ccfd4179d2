import path from "node:path";
import { expect, test, vi } from "vitest";

// Before the first import that reads the environment: the sample code is what the seed indexes.
vi.hoisted(() => {
  process.env.LOCAL_SOURCES = `${process.env.LOCAL_SOURCES},${process.cwd()}/db/seed/seed-data`;
});

import { indexRepository } from "@/cli/seed/index-repository";
import { SEED_PASSWORD, seedOrganizations } from "@/db/seed/dev-data";
import { runDevSeed, runProdSeed, SeedRefusal } from "@/db/seed/run-seed";
import { getAuth } from "@/server/auth";
import { apiOf, sessionHeaders, signUp } from "@/tests/support/sign-up";

const migrationUrl = process.env.DATABASE_MIGRATION_URL;
const seed = (force: boolean) => runDevSeed({ indexRepository, migrationUrl, force });

async function signIn(email: string) {
  const auth = await getAuth();
  const answer = await auth.api.signInEmail({ body: { email, password: SEED_PASSWORD }, asResponse: true });
  if (!answer.ok) throw new Error(await answer.text());
  return apiOf(sessionHeaders(answer));
}

test("the dev seed fills two organizations with code that is found, and neither sees the other's", async () => {
  const seeded = await seed(true);
  expect(seeded.map(({ name }) => name)).toEqual(["Northwind", "Fabrikam"]);
  expect(new Set(seeded.flatMap(({ members }) => members.map(({ email }) => email))).size).toBe(4);

  const question = { text: "vibrates more than usual" };
  const payment = { text: "exponential backoff when the payment provider does not answer" };
  const ada = await signIn("ada@example.com");
  const chen = await signIn("chen@example.com");
  expect((await chen.search.query(question)).items[0]?.path).toBe("telemetry/detect_anomaly.py");
  expect((await ada.search.query(payment)).items[0]?.path).toBe("src/charge-card.ts");
  const seenByAda = (await ada.search.query(question)).items;
  const seenByChen = (await chen.search.query(payment)).items;
  expect(seenByAda.every(({ repositoryName }) => repositoryName === "orders")).toBe(true);
  expect(seenByChen.every(({ repositoryName }) => repositoryName === "telemetry")).toBe(true);
  expect((await ada.organization.list()).organizations.map(({ name }) => name)).toEqual(["Northwind"]);
}, 120_000);

test("a member of both seeded organizations sees one at a time", async () => {
  const ben = await signIn("ben@example.com");
  const { organizations } = await ben.organization.list();
  expect(organizations.map(({ name }) => name).sort()).toEqual(["Fabrikam", "Northwind"]);
  for (const { id, name } of organizations) {
    await ben.organization.setActive({ organizationId: id });
    const { items } = await ben.repository.list({});
    const wanted = seedOrganizations.find((one) => one.name === name)?.repository.name;
    expect(items.map((one) => one.name)).toEqual([wanted]);
  }
});

test("seeding again starts over instead of adding up", async () => {
  await seed(false);
  const ben = await signIn("ben@example.com");
  expect((await ben.organization.list()).organizations).toHaveLength(2);
}, 120_000);

test("the dev seed refuses to delete an account that no seed has made", async () => {
  const real = await signUp("Real");
  await expect(seed(false)).rejects.toThrow(SeedRefusal);
  await expect(seed(false)).rejects.toThrow(real.email);
  expect((await real.api.organization.list()).organizations).toHaveLength(1);
});

test("the prod seed changes nothing", async () => {
  const ada = await signIn("ada@example.com");
  expect(await runProdSeed()).toBe(0);
  expect((await ada.repository.list({})).items).toHaveLength(1);
});

test("the sample code of every seeded organization lies with the seed", () => {
  const home = path.join(process.cwd(), "db/seed/seed-data");
  for (const { repository } of seedOrganizations) expect(path.dirname(repository.folder)).toBe(home);
});
