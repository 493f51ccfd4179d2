import { beforeAll, expect, inject, test } from "vitest";
import { appRouter } from "@/server/router";
import { fill, privateMark } from "@/tests/support/proof/fill";
import { entries } from "@/tests/support/proof/matrix/entries";
import { outsiders, roleFaultsOf, trespassesOf } from "@/tests/support/proof/matrix/trespasses";
import { unmarkedColumns } from "@/tests/support/proof/unmarked-columns";
import { makeWorld, type World } from "@/tests/support/proof/world";

// What a role may do is decided in front of the database, however that is reached: a whole run shows it on all four ways.
const isNearby = ["pglite", "pg"].includes(inject("reachedBy")) || process.env.TEST_WHOLE !== undefined;
const procedures = Object.keys(appRouter._def.procedures);

let alpha: World;
let beta: World;

beforeAll(async () => {
  alpha = await makeWorld("canaryalpha1");
  beta = await makeWorld("canarybeta2");
}, 120_000);

test("every procedure of the router has an entry in the matrix, and every entry a procedure", () => {
  expect(Object.keys(entries).sort()).toEqual([...procedures].sort());
});

test("from outside, no procedure shows, changes or gives away anything of another organization", async () => {
  await fill(alpha, alpha.people.owner.userId);
  const callers = await outsiders(alpha, beta);
  const complaints = await trespassesOf({
    there: beta,
    callers,
    procedures,
    uploaderId: alpha.people.owner.userId,
  });
  // Whose upload it is must not be what keeps a caller out, so the removed member owns one as well.
  const aboutUploads = procedures.filter((procedure) => /upload/i.test(procedure));
  const { removed } = beta;
  complaints.push(
    ...(await trespassesOf({ there: beta, callers, procedures: aboutUploads, uploaderId: removed.userId })),
  );
  expect(complaints).toEqual([]);
}, 180_000);

test.runIf(isNearby)(
  "inside, each role may do exactly what the table of permissions says, and sees nothing private to another",
  async () => {
    expect(await roleFaultsOf(alpha, procedures)).toEqual([]);
  },
  180_000,
);

test("what the matrix looks for is really there to be found", async () => {
  const { owner } = beta.people;
  const { repositoryId, filePath } = await fill(beta, owner.userId);
  const file = await owner.api.repository.file.get({ repositoryId, path: filePath });
  expect(JSON.stringify(file)).toContain(beta.mark);
  expect(JSON.stringify(file)).toContain(privateMark(beta.mark));
  for (const mode of ["exact", "hybrid"] as const) {
    const found = await owner.api.search.query({ text: beta.mark, mode });
    expect(found.total).toBeGreaterThan(0);
    expect(found.notes).toEqual([]);
  }
});

test("a canary sits in every text column of every tenant table", async () => {
  await fill(beta, beta.people.owner.userId);
  expect(await unmarkedColumns(beta)).toEqual([]);
});
