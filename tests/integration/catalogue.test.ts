import { expect, test } from "vitest";
import { complaintsOf } from "@/tests/support/proof/complaints-of";
import { asOwner, asOwnerUndone } from "@/tests/support/proof/owner";

test("the catalogue of Postgres holds every guard that the migrations promise", async () => {
  expect(await asOwner(complaintsOf)).toEqual([]);
});

const missing = [
  "row security is not enabled",
  "row security is not forced",
  "organization_id may be null",
  "an empty organization_id is not refused",
  "there is no unique constraint on (organization_id, id)",
  "there is no unique constraint on (organization_id, id, audience)",
  "organization_id has no index of its own",
  "the unique key naked_name_key is not led by organization_id",
  "the policy naked_tenant is missing",
  "the policy naked_audience is missing",
  "the foreign key naked_organization_id_fkey has no index",
  "the foreign key naked_organization_id_fkey does not cascade from its organization",
  "the foreign key naked_repository_id_fkey has no index",
  "the foreign key naked_repository_id_fkey is not composite with organization_id",
  "TRUNCATE is granted to app_tenant",
  "has no line in grants-by-table.ts",
  "public may select, and should nothing",
];

test("a table made on the spot without any guard is complained about, guard by guard", async () => {
  const complaints = await asOwnerUndone(async (tx) => {
    await tx.execute(`create table naked (
      id text primary key, organization_id text references organization (id), audience text not null,
      repository_id text references repository (id), name text unique)`);
    await tx.execute("grant all on naked to app_tenant");
    await tx.execute("grant select on naked to public");
    return complaintsOf(tx);
  });
  expect(complaints).toEqual(expect.arrayContaining(missing.map((text) => `naked: ${text}`)));
  expect(complaints.filter((complaint) => !complaint.startsWith("naked: "))).toEqual([]);
});

test("a table whose rows no key holds to an organization is complained about", async () => {
  const complaints = await asOwnerUndone(async (tx) => {
    await tx.execute("alter table file_symbol drop constraint file_symbol_file_fk");
    return complaintsOf(tx);
  });
  expect(complaints).toEqual(["file_symbol: no foreign key holds its organization_id"]);
});

test("a view and a function made on the spot that look past row security are complained about", async () => {
  const complaints = await asOwnerUndone(async (tx) => {
    await tx.execute("create view every_repository as select * from repository");
    await tx.execute(`create function peek() returns bigint language sql security definer
      as 'select count(*) from repository'`);
    return complaintsOf(tx);
  });
  expect(complaints).toEqual([
    expect.stringMatching(/^peek\(\): runs as \w+$/),
    "peek(): has no safe search_path",
    "peek(): does not read the tenant",
    "peek(): may be called by public",
    "every_repository: the view does not run as its caller (security_invoker)",
  ]);
});
