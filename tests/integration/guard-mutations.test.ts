import { beforeAll, expect, test } from "vitest";
import { complaintsOf } from "@/tests/support/proof/complaints-of";
import { fill } from "@/tests/support/proof/fill";
import { mutations } from "@/tests/support/proof/guards";
import { emptyTables, leaksOf } from "@/tests/support/proof/leaks";
import { outsiders, trespassesOf } from "@/tests/support/proof/matrix/trespasses";
import { asOwner, asOwnerUndone } from "@/tests/support/proof/owner";
import { makeWorld, type World } from "@/tests/support/proof/world";

let alpha: World;
let beta: World;

/** Read and write of one repository: enough for the matrix to see a fence that is down. */
const procedures = [
  "repository.get",
  "repository.list",
  "repository.rename",
  "repository.file.get",
  "search.query",
];

beforeAll(async () => {
  alpha = await makeWorld("canaryalpha5");
  beta = await makeWorld("canarybeta6");
  for (const world of [alpha, beta]) await fill(world, world.people.owner.userId);
}, 120_000);

test("with every guard in place nothing leaks, though there is something in every table to leak", async () => {
  const found = await asOwnerUndone(async (tx) => ({
    empty: [...(await emptyTables(tx, alpha)), ...(await emptyTables(tx, beta))],
    leaks: await leaksOf(tx, alpha, beta),
    complaints: await complaintsOf(tx),
  }));
  expect(found).toEqual({ empty: [], leaks: [], complaints: [] });
});

test.for(mutations)("the proof turns red when $name", async ({ statements, complaint, leak }) => {
  const found = await asOwnerUndone(async (tx) => {
    for (const statement of statements) await tx.execute(statement);
    return { complaints: await complaintsOf(tx), leaks: leak ? await leaksOf(tx, alpha, beta) : [] };
  });
  expect(found.complaints).toContainEqual(expect.stringMatching(complaint));
  if (leak) expect(found.leaks).toContainEqual(expect.stringMatching(leak));
});

const restored =
  "alter policy repository_tenant on repository using (organization_id = (select nullif(current_setting('app.tenant_id', true), '')))";

test("the procedure matrix turns red as well, while a policy lets everything through", async () => {
  const options = {
    there: beta,
    callers: await outsiders(alpha, beta),
    procedures,
    uploaderId: beta.removed.userId,
  };
  expect(await trespassesOf(options)).toEqual([]);
  await asOwner((tx) => tx.execute("alter policy repository_tenant on repository using (true)"));
  try {
    const complaints = await trespassesOf(options);
    expect(complaints).toContainEqual(
      expect.stringMatching(/^repository\.get 0 as owner: shows canarybeta6$/),
    );
    expect(complaints).toContainEqual(
      expect.stringMatching(
        /^repository\.get 0 as stranger: “not yours” is .*, but “does not exist” is NOT_FOUND/,
      ),
    );
    expect(complaints).toContainEqual(
      expect.stringMatching(/^repository\.list 0 as member: shows canarybeta6$/),
    );
  } finally {
    await asOwner((tx) => tx.execute(restored));
  }
  expect(await asOwner(complaintsOf)).toEqual([]);
}, 120_000);
