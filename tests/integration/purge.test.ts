import { readFile } from "node:fs/promises";
import { and, eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { organization, securityEvent } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { newBlobKey } from "@/server/blob/blob-key";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { outboxFile } from "@/server/mail/outbox";
import { purgeDueOrganizations } from "@/server/organization/purge-organization";
import { inviteTo } from "@/tests/support/invite";
import { isTenantTable, readTables } from "@/tests/support/proof/catalogue/read-tables";
import { fill } from "@/tests/support/proof/fill";
import { changedTables, fingerprint } from "@/tests/support/proof/fingerprint";
import { emptyTables } from "@/tests/support/proof/leaks";
import { asOwner, rowsOf } from "@/tests/support/proof/owner";
import { makeWorld } from "@/tests/support/proof/world";
import { type Person, signUp } from "@/tests/support/sign-up";

const going = () => new AbortController().signal;
const nameOf = async (person: Person) => (await person.api.organization.current()).name;

/** Deletes an organization through its owner, so many days ago. */
async function deleteDaysAgo(owner: Person, days: number): Promise<void> {
  await owner.api.organization.delete({ name: await nameOf(owner) });
  await asOwner((tx) =>
    tx
      .update(organization)
      .set({ deletedAt: sql`now() - make_interval(days => ${days}::int, secs => 5)` })
      .where(eq(organization.id, owner.organizationId)),
  );
}

const receipts = (organizationId: string) =>
  asOwner((tx) =>
    tx
      .select()
      .from(securityEvent)
      .where(
        and(
          inArray(securityEvent.action, ["purge.started", "purge.completed"]),
          sql`event_data->>'organizationId' = ${organizationId}`,
        ),
      )
      .orderBy(securityEvent.createdAt, securityEvent.id),
  );

test("deleting asks for the name, shuts everybody out at once, and the owner alone can have it back for seven days", async () => {
  const world = await makeWorld("canarydelete1");
  const { owner, admin } = world.people;
  const name = await nameOf(owner);
  await expect(owner.api.organization.delete({ name: "Another" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: `Type the organization’s name as it is to delete it: ${name}`,
  });
  await expect(admin.api.organization.delete({ name })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await owner.api.organization.delete({ name });
  for (const person of Object.values(world.people)) {
    await expect(person.api.organization.current()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await person.api.organization.list()).organizations.map(({ id }) => id)).not.toContain(
      world.organizationId,
    );
  }
  const { organizationId } = world;
  expect(await owner.api.organization.deleted()).toMatchObject([{ id: organizationId, name }]);
  expect(await admin.api.organization.deleted()).toEqual([]);
  for (const person of [admin, await signUp("Stranger")])
    await expect(person.api.organization.restore({ organizationId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  await owner.api.organization.restore({ organizationId });
  for (const person of Object.values(world.people)) expect(await nameOf(person)).toBe(name);
});

test("within the days of grace nothing is purged, and no role of the product could", async () => {
  const ada = await signUp("Ada");
  await deleteDaysAgo(ada, 6);
  await purgeDueOrganizations(going());
  const { orm } = await getDatabase();
  const deleted = await orm.transaction(async (tx) => {
    await tx.execute(sql`set local role app_purge`);
    return tx.delete(organization).returning({ id: organization.id });
  });
  expect(deleted).toEqual([]);
  await ada.api.organization.restore({ organizationId: ada.organizationId });
});

test("after them it cannot be had back, and the purge leaves no row, queue entry or mail of it, and nothing else changes", async () => {
  const world = await makeWorld("canarypurge1");
  const other = await makeWorld("canarystays1");
  const { owner } = world.people;
  const { organizationId } = world;
  await fill(world, owner.userId);
  await fill(other, other.people.owner.userId);
  await inviteTo(owner, "guest-of-purged@example.org");
  await inviteTo(other.people.owner, "guest-of-other@example.org");
  for (const one of [world, other]) {
    await withTenant({ organizationId: one.organizationId, as: "agent" }, (tx) =>
      enqueue(tx, "sweep-embeddings", {
        data: { organizationId: one.organizationId },
        as: "agent",
        startAfterSeconds: 9_999,
      }),
    );
  }
  for (const one of [world, other])
    await getBlobStore().put(newBlobKey(one.organizationId, "x"), Buffer.from("x"));
  expect(await asOwner((tx) => emptyTables(tx, world))).toEqual([]);
  const before = await fingerprint(other);
  await deleteDaysAgo(owner, 7);
  await expect(owner.api.organization.restore({ organizationId })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(await owner.api.organization.deleted()).toEqual([]);

  await purgeDueOrganizations(going());

  const bytesOf = ({ organizationId: id }: typeof world) => Array.fromAsync(getBlobStore().list(id));
  expect([(await bytesOf(world)).length, (await bytesOf(other)).length]).toEqual([0, 1]);
  const left = await asOwner(async (tx) => {
    const names: string[] = [];
    for (const { name } of (await readTables(tx)).filter((table) => table.name !== "security_event")) {
      const rows = await rowsOf(
        tx,
        sql`select 1 from ${sql.identifier(name)} t where t::text like ${`%${organizationId}%`} limit 1`,
      );
      if (rows.length > 0) names.push(name);
    }
    const jobs = await rowsOf(
      tx,
      sql`select 1 from pgboss.job j where j::text like ${`%${organizationId}%`}`,
    );
    return jobs.length > 0 ? [...names, "pgboss.job"] : names;
  });
  expect(left).toEqual([]);
  const outbox = await readFile(outboxFile, "utf8");
  expect(outbox).not.toContain(organizationId);
  expect(outbox).not.toContain("guest-of-purged");
  expect(outbox).toContain("guest-of-other");
  expect(changedTables(before, await fingerprint(other))).toEqual([]);

  const [started, completed, ...more] = await receipts(organizationId);
  expect(more).toEqual([]);
  expect(started?.action).toBe("purge.started");
  const tables = (await asOwner(readTables)).filter(isTenantTable).map(({ name }) => name);
  const counts = completed?.eventData.counts as Record<string, number>;
  // Every table is counted, none without a number, and every one had something.
  expect(Object.keys(counts).sort()).toEqual([...tables].sort());
  expect(Object.entries(counts).filter(([, rows]) => !(rows > 0))).toEqual([]);
  expect(completed?.eventData).toMatchObject({ organizationId, queueEntries: 1, mails: 1 });
});

test("a purge that is stopped in the middle goes on later, and its receipt counts what there was at first", async () => {
  const world = await makeWorld("canaryhalf1");
  for (let filling = 0; filling < 3; filling++) await fill(world, world.people.owner.userId);
  await deleteDaysAgo(world.people.owner, 8);
  const { orm } = await getDatabase();
  // Dies before the last transaction is committed: everything before it has been.
  const transaction = orm.transaction.bind(orm);
  let killed = false;
  orm.transaction = async (work, config) =>
    transaction(async (tx) => {
      const answer = await work(tx);
      const [now] = await rowsOf<{ role: string }>(tx, "select current_user::text as role");
      if (!killed && now?.role === "app_purge") {
        killed = true;
        throw new Error("killed on purpose");
      }
      return answer;
    }, config);
  try {
    await expect(purgeDueOrganizations(going())).rejects.toThrow("killed on purpose");
  } finally {
    orm.transaction = transaction;
  }
  const { organizationId } = world;
  expect(await asOwner((tx) => tx.$count(organization, eq(organization.id, organizationId)))).toBe(1);
  expect((await receipts(organizationId)).map(({ action }) => action)).toEqual(["purge.started"]);
  await Promise.all([purgeDueOrganizations(going()), purgeDueOrganizations(going())]);
  expect(await asOwner((tx) => tx.$count(organization, eq(organization.id, organizationId)))).toBe(0);
  const [started, completed, ...more] = await receipts(organizationId);
  expect(more).toEqual([]);
  expect(completed?.eventData.counts).toEqual(started?.eventData.counts);
  expect(completed?.eventData.counts).toMatchObject({ file: 6, repository: 3 });
});

test("a purge whose worker is stopping stops between two transactions", async () => {
  const ada = await signUp("Ada");
  await deleteDaysAgo(ada, 9);
  await purgeDueOrganizations(AbortSignal.abort());
  expect(await asOwner((tx) => tx.$count(organization, eq(organization.id, ada.organizationId)))).toBe(1);
});
