import { beforeAll, expect, test } from "vitest";
import { actions, type Role } from "@/server/permissions";
import { fill } from "@/tests/support/proof/fill";
import { keepMembers } from "@/tests/support/proof/keep-members";
import { entries } from "@/tests/support/proof/matrix/entries";
import { isQuery, queriesFirst } from "@/tests/support/proof/matrix/is-query";
import { callProcedure } from "@/tests/support/proof/matrix/outcome";
import { makeWorld, type World } from "@/tests/support/proof/world";

let world: World;

beforeAll(async () => {
  world = await makeWorld("canaryroles1");
}, 120_000);

test("every action of the table guards a procedure", () => {
  const guarded = new Set<string>(Object.values(entries).map(({ needs }) => needs));
  expect(actions.filter((action) => !guarded.has(action))).toEqual([]);
});

test.each([
  "owner",
  "admin",
  "member",
  "viewer",
] as const)("what the pages are told of an %s is what the server does", async (role) => {
  const { api, headers, userId } = world.people[role];
  const { permissions } = await api.organization.current();
  let ids = await fill(world, userId);
  for (const procedure of queriesFirst(Object.keys(entries))) {
    const { needs, inputs } = entries[procedure] ?? { needs: "nothing" };
    if (needs === "nothing" || needs === "sign-in") continue;
    // What changes something finds its own rows: the call before it may have deleted them.
    if (!isQuery(procedure)) ids = await fill(world, userId);
    const [input] = inputs?.(ids) ?? [];
    const regroup = await keepMembers();
    const { code } = await callProcedure(headers, procedure, input);
    await regroup();
    expect([procedure, code !== "FORBIDDEN"]).toEqual([procedure, permissions.includes(needs)]);
  }
}, 60_000);

const attempts: [Role, string][] = [
  ["viewer", "repository.upload.begin"],
  ["viewer", "repository.createFromUpload"],
  ["viewer", "repository.index"],
  ["viewer", "repository.cancel"],
  ["member", "repository.createFromFolder"],
  ["member", "repository.rename"],
  ["member", "repository.delete"],
  ["member", "organization.rename"],
  ["member", "embedding.cancel"],
  ["viewer", "embedding.retry"],
  ["member", "invitation.list"],
  ["member", "invitation.create"],
  ["member", "member.remove"],
  ["viewer", "member.setRole"],
  ["member", "organization.delete"],
];

test.each(
  attempts,
)("%s: %s is FORBIDDEN before anything is looked at, and says whom to ask", async (role, procedure) => {
  const entry = entries[procedure];
  const person = world.people[role];
  const [input] = entry?.inputs?.(await fill(world, person.userId)) ?? [];
  expect(await callProcedure(person.headers, procedure, input)).toEqual({
    code: "FORBIDDEN",
    text: `Your role (${role}) does not allow this. Ask an owner or admin of the organization.`,
  });
});
