import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { describePermissions, type Matrix, tenantProcedures } from "@/cli/codegen/describe-permissions";
import { appRouter } from "@/server/router";
import { fill, type Ids } from "@/tests/support/proof/fill";
import { keepMembers } from "@/tests/support/proof/keep-members";
import { entries } from "@/tests/support/proof/matrix/entries";
import { isQuery, queriesFirst } from "@/tests/support/proof/matrix/is-query";
import { callProcedure } from "@/tests/support/proof/matrix/outcome";
import { makeWorld, type World } from "@/tests/support/proof/world";

const procedures = tenantProcedures(appRouter);
let world: World;

beforeAll(async () => {
  world = await makeWorld("canarymatrix1");
}, 120_000);

test("every procedure of the router is open, for whoever is signed in, or guarded by an action of the table", () => {
  const guards = Object.fromEntries(
    Object.keys(appRouter._def.procedures).map((name) => [name, procedures[name]]),
  );
  const wanted = Object.fromEntries(
    Object.entries(entries).map(([name, { needs }]) => [
      name,
      needs === "nothing" || needs === "sign-in" ? undefined : needs,
    ]),
  );
  expect(guards).toEqual(wanted);
});

test("what the server does for each role is what docs/permissions.md says, procedure by procedure", async () => {
  const seen: Matrix = {};
  const toRead = new Map<string, Ids>();
  for (const procedure of queriesFirst(Object.keys(procedures))) {
    const allowed: string[] = [];
    for (const [role, person] of Object.entries(world.people)) {
      // What changes something finds its own rows: the call before it may have deleted them.
      const ids = (isQuery(procedure) && toRead.get(role)) || (await fill(world, person.userId));
      toRead.set(role, ids);
      if ((await codeOf(procedure, person.headers, ids)) !== "FORBIDDEN") allowed.push(role);
    }
    seen[procedure] = allowed;
  }
  expect(describePermissions(procedures, seen)).toBe(readFileSync("docs/permissions.md", "utf8"));
}, 180_000);

test("whoever was removed is refused everywhere, and whoever is signed out is asked to sign in", async () => {
  const { removed, people } = world;
  // Whoever is refused deletes nothing.
  const ids = await fill(world, people.owner.userId);
  for (const procedure of Object.keys(procedures)) {
    const codes = [
      await codeOf(procedure, removed.headers, ids),
      await codeOf(procedure, new Headers(), ids),
    ];
    expect([procedure, ...codes]).toEqual([procedure, "FORBIDDEN", "UNAUTHORIZED"]);
  }
}, 180_000);

async function codeOf(procedure: string, headers: Headers, ids: Ids): Promise<string> {
  const [input] = entries[procedure]?.inputs?.(ids) ?? [];
  const regroup = await keepMembers();
  const { code } = await callProcedure(headers, procedure, input);
  await regroup();
  return code;
}
