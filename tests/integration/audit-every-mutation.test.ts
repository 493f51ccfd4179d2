import { beforeAll, expect, test } from "vitest";
import { makeZip } from "@/server/indexing/source/test-archives";
import { appRouter } from "@/server/router";
import { gitServerOfTests } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";
import { callAudited, faultsOfEvent, SECRET, unaudited } from "@/tests/support/proof/audited";
import { entries } from "@/tests/support/proof/matrix/entries";
import { makeWorld, type World } from "@/tests/support/proof/world";
import { uploadArchive } from "@/tests/support/upload-archive";

const server = gitServerOfTests();
let world: World;

beforeAll(async () => {
  world = await makeWorld("canaryaudit1");
}, 120_000);

/** Every mutation that members of an organization make in it. */
const mutations = Object.entries(appRouter._def.procedures)
  .filter(([name, procedure]) => {
    const { type } = (procedure as unknown as { _def: { type: string } })._def;
    const needs = entries[name]?.needs ?? "nothing";
    return type === "mutation" && needs !== "nothing" && needs !== "sign-in";
  })
  .map(([name]) => name);

const more = {
  "repository.createFromUpload": async () => ({
    name: "From an upload",
    uploadId: await uploadArchive(world.people.owner, makeZip([{ name: "a.ts", data: "export {};\n" }])),
  }),
  "repository.git.add": async () => {
    await commit(makeBare(server().folder, "audited"), filesOf({ "a.ts": "export {};\n" }));
    return { name: "From git", url: `${server().url}/audited.git`, token: SECRET };
  },
};

test("there are mutations to look at, and the list of those without an event names only such", () => {
  expect(mutations.length).toBeGreaterThan(8);
  expect(Object.keys(unaudited).filter((name) => !mutations.includes(name))).toEqual([]);
});

test.for(
  mutations.filter((name) => !(name in unaudited)),
)("%s is written down with its number, and neither secrets nor what has not changed with it", {
  timeout: 120_000,
}, async (procedure) => {
  // What changes who owns the organization gets one of its own.
  const regroups = entries[procedure]?.regroups || procedure === "organization.delete";
  const at = regroups ? await makeWorld(`canary${procedure.replace(/\W/g, "").toLowerCase()}`) : world;
  const { outcome, events } = await callAudited(at, procedure, more);
  expect([outcome.code, outcome.code === "OK" ? "" : outcome.text]).toEqual(["OK", ""]);
  expect(events.map(({ userId, ip }) => ({ userId, ip }))).toEqual(
    events.map(() => ({ userId: at.people.owner.userId, ip: "192.0.2.7" })),
  );
  expect(events.length).toBeGreaterThan(0);
  expect(events.flatMap(faultsOfEvent)).toEqual([]);
});

test.for(Object.keys(unaudited))("%s leaves no event, as its line in the list says", async (procedure) => {
  expect((await callAudited(world, procedure)).events).toEqual([]);
});

test("the walk would notice a secret, an unchanged column and a column on one side only", () => {
  const event = (eventData: Record<string, unknown>) =>
    ({ eventData }) as Parameters<typeof faultsOfEvent>[0];
  expect(faultsOfEvent(event({ note: `x${SECRET}` }))).toEqual(["holds a secret"]);
  expect(faultsOfEvent(event({ before: { a: 1, b: 1 }, after: { a: 2, b: 1 } }))).toEqual([
    "says b, which is the same",
  ]);
  expect(faultsOfEvent(event({ before: {}, after: { a: 2 } }))).toEqual(["says nothing before, and a after"]);
});
