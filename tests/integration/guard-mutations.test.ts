import { beforeAll, expect, test } from "vitest";
import { complaintsOf } from "@/tests/support/proof/complaints-of";
import { fill } from "@/tests/support/proof/fill";
import { mutations } from "@/tests/support/proof/guards";
import { emptyTables, leaksOf } from "@/tests/support/proof/leaks";
import { asOwnerUndone } from "@/tests/support/proof/owner";
import { makeWorld, type World } from "@/tests/support/proof/world";

let alpha: World;
let beta: World;

beforeAll(async () => {
  alpha = await makeWorld("canaryalpha5");
  beta = await makeWorld("canarybeta6");
  for (const world of [alpha, beta]) await fill(world, world.people.owner.userId);
});

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
