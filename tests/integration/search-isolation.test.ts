import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { withTenant } from "@/db/tenant";
import { countWords, listNearest, listWordCandidates } from "@/server/search/queries";
import { resolveScope } from "@/server/search/resolve-scope";
import { listLiteralFiles } from "@/server/search/source-queries";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import {
  fakeVector,
  installFakeEmbedder,
  publish,
  writeGeneration,
  writeIndex,
  writeRepository,
} from "@/tests/support/write-index";

installFakeEmbedder();

const secret = "canary flies to the harbour";
const shared = "canary sings in the kitchen";

let ada: Person;
let adasRepository: string;
let stranger: Person;
beforeAll(async () => {
  ada = await signUp("Ada");
  stranger = await signUp("Mallory");
  ({ id: adasRepository } = await writeIndex(ada, "secrets", [{ path: "secret.ts", content: secret }]));
  await writeIndex(stranger, "own", [{ path: "own.ts", content: shared }]);
});

const paths = (answer: { items: { path: string }[] }) => answer.items.map((item) => item.path);
const modes = ["hybrid", "exact"] as const;

test.each(modes)("a stranger's %s search never shows another organization's code", async (mode) => {
  expect(paths(await stranger.api.search.query({ text: "canary", mode }))).toEqual(["own.ts"]);
  expect(paths(await ada.api.search.query({ text: "canary", mode }))).toEqual(["secret.ts"]);
});

test.each(modes)("in a %s search another's repository is like one that never existed", async (mode) => {
  const ask = (id: string) => stranger.api.search.query({ text: "canary", mode, repositoryIds: [id] });
  const { tookMs: _, ...another } = await ask(adasRepository);
  const { tookMs: __, ...none } = await ask("00000000-0000-7000-8000-000000000000");
  expect(another).toEqual(none);
  expect(another.items).toEqual([]);
  const named = (name: string) => stranger.api.search.query({ text: `canary repo:${name}`, mode });
  expect((await named("secrets")).notes).toEqual(["No repository here is called “secrets”."]);
});

/** A scope that names another organization's repository outright, as no request can. */
async function stolenScope(organizationId: string) {
  const scope = await withTenant({ organizationId: ada.organizationId, userId: ada.userId }, (tx) =>
    resolveScope(tx, {
      organizationId: ada.organizationId,
      parsed: { text: "", repositoryNames: [], paths: [], languages: [], symbols: [], folders: [] },
    }),
  );
  return { ...scope, organizationId };
}

test("not even a statement that names another's repository sees its rows, nor counts its words", async () => {
  const mine = { organizationId: stranger.organizationId, userId: stranger.userId };
  for (const organizationId of [ada.organizationId, stranger.organizationId]) {
    const scope = await stolenScope(organizationId);
    await withTenant(mine, async (tx) => {
      const vector = { vector: fakeVector(secret), models: ["fake;1"], depth: 10, limit: 10 };
      for (const isMoving of [false, true])
        expect(await listNearest(tx, scope, { ...vector, isMoving })).toEqual([]);
      expect(await listWordCandidates(tx, scope, { terms: ["'canari'"], weights: [1], limit: 10 })).toEqual(
        [],
      );
      expect(await countWords(tx, scope, { terms: ["'canari'"], cap: 10 })).toEqual([0]);
      for (const literal of ["canary", "ca"]) {
        const found = await listLiteralFiles(tx, scope, { literal, caseSensitive: false, limit: 10 });
        expect(found).toEqual({ fileIds: [], isCut: false });
      }
    });
  }
});

test("what belongs to one person is found by that person alone, by meaning and by words, and counted for nobody else", async () => {
  const fellow = await joinAs(ada.organizationId, "admin");
  const repositoryId = await writeRepository(ada, "diary");
  const files = [{ path: "diary.ts", content: "zeppelin over the lake" }];
  await writeGeneration(ada, { repositoryId, generation: 1, files, audience: ada.userId });
  await publish(ada, repositoryId, 1);
  expect(paths(await ada.api.search.query({ text: "zeppelin" }))).toContain("diary.ts");
  expect(paths(await fellow.api.search.query({ text: "zeppelin" }))).not.toContain("diary.ts");
  const scope = await stolenScope(ada.organizationId);
  const leg = { terms: ["'zeppelin'"], weights: [1], limit: 10 };
  for (const [userId, seen] of [
    [ada.userId, 1],
    [fellow.userId, 0],
  ] as const) {
    await withTenant({ organizationId: ada.organizationId, userId }, async (tx) => {
      expect(await listWordCandidates(tx, scope, leg)).toHaveLength(seen);
      expect(await countWords(tx, scope, { terms: ["'zeppelin'"], cap: 10 })).toEqual([seen]);
    });
  }
});

test("the search functions open to nobody but a member's transaction", async () => {
  const { orm } = await getDatabase();
  const calls = [
    sql`select * from search_words('{''canari''}', '{1}', ${`{${adasRepository}}`}::text[], '{1}', null, null, 10)`,
    sql`select count_words('{''canari''}', ${`{${adasRepository}}`}::text[], '{1}', 10)`,
    sql`select * from search_literal('%canary%', null, true, ${`{${adasRepository}}`}::text[], '{1}', null, null, 10, 1000)`,
  ];
  const denied = { cause: expect.objectContaining({ code: "42501" }) };
  for (const call of calls) {
    await expect(orm.execute(call)).rejects.toMatchObject(denied);
    await expect(
      withTenant({ organizationId: ada.organizationId, as: "agent" }, (tx) => tx.execute(call)),
    ).rejects.toMatchObject(denied);
  }
  await expect(orm.execute(sql`select refresh_search_statistics()`)).rejects.toMatchObject(denied);
});

test.each([
  "unset",
  "",
  "nobody's",
])("with a tenant that is %s the search functions find nothing", async (tenantId) => {
  const { orm } = await getDatabase();
  const repositories = sql`${`{${adasRepository}}`}::text[], '{1}'::int[]`;
  await orm.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'app_tenant', true), set_config('app.user_id', ${ada.userId}, true)`,
    );
    if (tenantId !== "unset") await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
    const rowsOf = async (call: ReturnType<typeof sql>) =>
      ((await tx.execute(call)) as unknown as { rows: Record<string, unknown>[] }).rows;
    expect(
      await rowsOf(sql`select * from search_words('{''canari''}', '{1}', ${repositories}, null, null, 10)`),
    ).toEqual([]);
    const [counted] = await rowsOf(sql`select count_words('{''canari''}', ${repositories}, 10) as counts`);
    expect(counted?.counts).not.toContain(1);
    for (const hasTrigram of [true, false]) {
      const found = await rowsOf(
        sql`select * from search_literal('%canary%', null, ${hasTrigram}::boolean, ${repositories}, null, null, 10, 1000)`,
      );
      expect(found).toEqual([{ file_ids: [], is_cut: false }]);
    }
  });
});

test("a removed member can search no more", async () => {
  const former = await joinAs(ada.organizationId, "member");
  await withTenant({ organizationId: ada.organizationId, userId: ada.userId }, (tx) =>
    tx.execute(sql`delete from member where user_id = ${former.userId}`),
  );
  await expect(former.api.search.query({ text: "canary" })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a viewer may search", async () => {
  const viewer = await joinAs(ada.organizationId, "viewer");
  expect(paths(await viewer.api.search.query({ text: "canary", mode: "exact" }))).toEqual(["secret.ts"]);
});
