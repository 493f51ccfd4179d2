import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { describePermissions, type Matrix, tenantProcedures } from "@/cli/codegen/describe-permissions";
import { appRouter } from "@/server/router";
import { fill } from "@/tests/support/proof/fill";
import { keepMembers } from "@/tests/support/proof/keep-members";
import { entries } from "@/tests/support/proof/matrix/entries";
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
  for (const procedure of Object.keys(procedures)) {
    const allowed: string[] = [];
    for (const [role, person] of Object.entries(world.people))
      if ((await codeOf(procedure, person.headers, person.userId)) !== "FORBIDDEN") allowed.push(role);
    seen[procedure] = allowed;
  }
  expect(describePermissions(procedures, seen)).toBe(readFileSync("docs/permissions.md", "utf8"));
}, 180_000);

test("whoever was removed is refused everywhere, and whoever is signed out is asked to sign in", async () => {
  const { removed, people } = world;
  for (const procedure of Object.keys(procedures)) {
    const codes = [
      await codeOf(procedure, removed.headers, people.owner.userId),
      await codeOf(procedure, new Headers(), people.owner.userId),
    ];
    expect([procedure, ...codes]).toEqual([procedure, "FORBIDDEN", "UNAUTHORIZED"]);
  }
}, 180_000);

async function codeOf(procedure: string, headers: Headers, uploaderId: string): Promise<string> {
  const [input] = entries[procedure]?.inputs?.(await fill(world, uploaderId)) ?? [];
  const regroup = await keepMembers();
  const { code } = await callProcedure(headers, procedure, input);
  await regroup();
  return code;
}
