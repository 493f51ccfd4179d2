import { eq, sql } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { getDatabase } from "@/db/client";
import { auditEvent, documentChunk, repository, uploadPart } from "@/db/schema";
import { sqlState } from "@/db/sql-state";
import { type TenantTx, withTenant } from "@/db/tenant";
import { isTenantTable, readTables } from "@/tests/support/proof/catalogue/read-tables";
import { fill } from "@/tests/support/proof/fill";
import { asOwner, rowsOf } from "@/tests/support/proof/owner";
import { makeWorld } from "@/tests/support/proof/world";
import { signUp } from "@/tests/support/sign-up";

const PERMISSION_DENIED = "42501";
const READ_ONLY = "25006";
const FOREIGN_KEY = "23503";
const CHECK = "23514";

/** The SQLSTATE a piece of work fails with; undefined when it succeeds. */
async function stateOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return sqlState(error) ?? String(error);
  }
}

const scopeOf = ({ organizationId, userId }: { organizationId: string; userId: string }) => ({
  organizationId,
  userId,
});
const named = (name: string, organizationId: string) => ({
  name,
  organizationId,
  sourceKind: "folder" as const,
});

test("withTenant refuses to nest, and the plain database is refused inside it, instead of hanging", async () => {
  const ada = await signUp();
  await withTenant(scopeOf(ada), async () => {
    await expect(withTenant(scopeOf(ada), async () => {})).rejects.toThrow(
      /^withTenant was called inside withTenant: pass the transaction/,
    );
    expect(() => getDatabase()).toThrow(
      /^The plain database was asked for inside withTenant: pass the transaction/,
    );
  });
});

test("a bare statement reaches no tenant table: it is denied, not answered with nothing", async () => {
  const tables = (await asOwner(readTables)).filter(isTenantTable).map((table) => table.name);
  const { orm } = await getDatabase();
  const readable: string[] = [];
  for (const table of tables) {
    const state = await stateOf(() => orm.execute(sql`select from ${sql.identifier(table)}`));
    if (state === undefined) readable.push(table);
    else expect([table, state]).toEqual([table, PERMISSION_DENIED]);
    const written = await stateOf(() => orm.execute(sql`delete from ${sql.identifier(table)}`));
    expect([table, written]).toEqual([table, PERMISSION_DENIED]);
  }
  // Which organizations a person belongs to, and where they shared something that outlives their account, is asked before
  // one is active.
  expect(readable.sort()).toEqual(["conversation", "invitation", "member"]);
});

test("role and settings end with their transaction, so the next borrower of a connection starts with none", async () => {
  const ada = await signUp();
  const { orm } = await getDatabase();
  // Behind a pooler no role can be set for a connection: the plain user itself has what app_login has.
  const nobody =
    inject("reachedBy") === "pgbouncer" ? new URL(process.env.DATABASE_URL ?? "").username : "app_login";
  const look = sql`select current_user::text as who, nullif(current_setting('app.tenant_id', true), '') as tenant,
    nullif(current_setting('app.user_id', true), '') as person`;
  for (const fails of [false, true]) {
    await withTenant(scopeOf(ada), async (tx) => {
      expect(await rowsOf(tx, look)).toEqual([
        { who: "app_tenant", tenant: ada.organizationId, person: ada.userId },
      ]);
      if (fails) throw new Error("on purpose");
    }).catch(() => {});
    for (let borrower = 0; borrower < 12; borrower++) {
      expect(await rowsOf(orm, look)).toEqual([{ who: nobody, tenant: null, person: null }]);
    }
  }
  const seen = await orm.transaction(async (tx) => {
    await tx.execute(sql`set local role app_tenant`);
    return tx.select().from(repository);
  });
  expect(seen).toEqual([]);
});

test("many organizations at once over the same connections each see only their own", async () => {
  const people = await Promise.all([signUp("A"), signUp("B"), signUp("C")]);
  const work = Array.from({ length: 24 }, (_, index) => people[index % people.length]).flatMap(
    (one) => one ?? [],
  );
  const seen = await Promise.all(
    work.map((person, index) =>
      withTenant(scopeOf(person), async (tx) => {
        await tx.insert(repository).values(named(`repository ${index}`, person.organizationId));
        return tx.selectDistinct({ organizationId: repository.organizationId }).from(repository);
      }),
    ),
  );
  expect(seen).toEqual(work.map(({ organizationId }) => [{ organizationId }]));
});

test("no row can belong to the empty organization", async () => {
  const ada = await signUp();
  await expect(withTenant({ organizationId: "", userId: ada.userId }, async () => {})).rejects.toThrow(
    /needs an organization/,
  );
  const state = await stateOf(() => asOwner((tx) => tx.insert(repository).values(named("nobody's", ""))));
  expect(state).toBe(CHECK);
});

test("a row of another organization can be neither written nor pointed at", async () => {
  const ada = await signUp();
  const beta = await makeWorld("canarybeta7");
  const { uploadId } = await fill(beta, ada.userId);
  const asAda = (work: (tx: TenantTx) => Promise<unknown>) => stateOf(() => withTenant(scopeOf(ada), work));
  const planted = await asAda((tx) => tx.insert(repository).values(named("planted", beta.organizationId)));
  expect(planted).toBe(PERMISSION_DENIED);
  const { organizationId } = ada;
  const part = { organizationId, uploadId, position: 9, bytes: new Uint8Array([1]) };
  expect(await asAda((tx) => tx.insert(uploadPart).values(part))).toBe(FOREIGN_KEY);
  // Exactly as for an id that nobody has.
  expect(await asAda((tx) => tx.insert(uploadPart).values({ ...part, uploadId: "nobody's" }))).toBe(
    FOREIGN_KEY,
  );
});

test("a row whose audience is one member is invisible to the others, and visible to background work", async () => {
  const beta = await makeWorld("canarybeta8");
  const { repositoryId } = await fill(beta, beta.people.owner.userId);
  const ofRepository = eq(documentChunk.repositoryId, repositoryId);
  const count = (tx: TenantTx) => tx.$count(documentChunk, ofRepository);
  const { organizationId, people } = beta;
  expect(await withTenant({ organizationId, userId: people.member.userId }, count)).toBe(1);
  expect(await withTenant({ organizationId, userId: people.owner.userId }, count)).toBe(2);
  expect(await withTenant({ organizationId, as: "agent" }, count)).toBe(2);
});

test("background work can neither add a repository nor change who belongs to an organization", async () => {
  const ada = await signUp();
  const agent = { organizationId: ada.organizationId, as: "agent" as const };
  const attempts = [
    (tx: TenantTx) => tx.insert(repository).values(named("by an agent", ada.organizationId)),
    (tx: TenantTx) => tx.execute(sql`update member set role = 'owner'`),
    (tx: TenantTx) => tx.execute(sql`delete from audit_event`),
    (tx: TenantTx) => tx.execute(sql`select id, name from "user"`),
  ];
  for (const attempt of attempts)
    expect(await stateOf(() => withTenant(agent, attempt))).toBe(PERMISSION_DENIED);
});

test("what a person's work has written is gone when it throws, the record of it included", async () => {
  const ada = await signUp();
  const { organizationId, userId } = ada;
  const failing = withTenant(scopeOf(ada), async (tx) => {
    await tx.insert(repository).values(named("half made", organizationId));
    await tx.insert(auditEvent).values({
      organizationId,
      userId,
      action: "repository.create",
      entityTable: "repository",
      entityId: "half",
    });
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  const left = await withTenant(scopeOf(ada), async (tx) => [
    await tx.$count(repository),
    await tx.$count(auditEvent, eq(auditEvent.entityId, "half")),
  ]);
  expect(left).toEqual([0, 0]);
});

test("a snapshot shows one state to every statement and refuses to write", async () => {
  const ada = await signUp();
  const write = (tx: TenantTx) => tx.insert(repository).values(named("in a snapshot", ada.organizationId));
  expect(await stateOf(() => withTenant(scopeOf(ada), write, { mode: "snapshot" }))).toBe(READ_ONLY);
  const { engine } = await getDatabase();
  // PGlite has one connection: nobody else could write meanwhile.
  if (engine === "pglite") return;
  const begun = Promise.withResolvers<void>();
  const added = begun.promise.then(() =>
    asOwner((tx) => tx.insert(repository).values(named("added meanwhile", ada.organizationId))),
  );
  const counts = await withTenant(
    scopeOf(ada),
    async (tx) => {
      const before = await tx.$count(repository);
      begun.resolve();
      await added;
      return [before, await tx.$count(repository)];
    },
    { mode: "snapshot" },
  );
  expect(counts).toEqual([0, 0]);
  expect(await withTenant(scopeOf(ada), (tx) => tx.$count(repository))).toBe(1);
});
