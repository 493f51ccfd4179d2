import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvent, member, organization } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { audit } from "@/server/audit";
import { requestScopes } from "@/server/operation/request-scope";
import { createOrganization } from "@/server/organization/create-organization";
import { ensurePersonalOrganization } from "@/server/organization/ensure-personal-organization";
import { allowedActions } from "@/server/permissions";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, joinAs, type Person, signUp } from "@/tests/support/sign-up";

const auditOf = (organizationId: string, action: string) =>
  asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.action, action))),
  );

const setRole = (person: Person, role: (typeof member.$inferInsert)["role"]) =>
  asOwner((tx) => tx.update(member).set({ role }).where(isMember(person)));
const isMember = ({ organizationId, userId }: Person) =>
  and(eq(member.organizationId, organizationId), eq(member.userId, userId));

test("a new person owns an organization of their own", async () => {
  const ada = await signUp("Ada Lovelace");
  expect(await ada.api.organization.current()).toMatchObject({
    ...{ name: "Ada Lovelace’s workspace", role: "owner", members: 1, plan: "free" },
    permissions: allowedActions("owner"),
  });
});

test("asking for the personal organization again and again, at once too, makes no second one", async () => {
  const ada = await signUp();
  const ids = await Promise.all([1, 2, 3].map(() => ensurePersonalOrganization(ada.userId)));
  expect(ids).toEqual([ada.organizationId, ada.organizationId, ada.organizationId]);
  expect((await ada.api.organization.list()).organizations).toHaveLength(1);
});

test("whoever makes an organization owns it and works in it from then on; the old one is a switch away", async () => {
  const ada = await signUp();
  const made = await ada.api.organization.create({ name: "  Analytical Engines " });
  expect(made).toMatchObject({
    name: "Analytical Engines",
    slug: expect.stringMatching(/^analytical-engines-[0-9a-f]{6}$/),
  });
  expect(await ada.api.organization.current()).toMatchObject({ id: made.id, role: "owner" });
  const { organizations, activeId } = await ada.api.organization.list();
  expect(organizations.map(({ id }) => id)).toEqual([ada.organizationId, made.id]);
  expect(activeId).toBe(made.id);
  await ada.api.organization.setActive({ organizationId: ada.organizationId });
  expect(await ada.api.organization.current()).toMatchObject({ id: ada.organizationId });
});

test("two organizations may have one name", async () => {
  const ada = await signUp();
  const first = await ada.api.organization.create({ name: "Same" });
  const second = await ada.api.organization.create({ name: "Same" });
  expect(second.slug).not.toBe(first.slug);
});

test.each([
  ["", "Give the organization a name."],
  ["   ", "Give the organization a name."],
  ["x".repeat(81), "A name has at most 80 characters."],
  ["a\0b", "The text holds the character NUL, which cannot be stored. Remove it and try again."],
])("the name %j is refused with what to do, and nothing changes", async (name, message) => {
  const ada = await signUp();
  const { create, rename } = ada.api.organization;
  for (const call of [create, rename]) {
    await expect(call({ name })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(message),
    });
  }
  expect((await ada.api.organization.list()).organizations).toEqual(ada.organizations);
});

test("an organization one does not belong to looks like one that never existed", async () => {
  const ada = await signUp();
  const bob = await signUp("Bob");
  for (const organizationId of [bob.organizationId, "no-such-id"]) {
    await expect(ada.api.organization.setActive({ organizationId })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "This organization does not exist, or is not yours to see.",
    });
  }
  expect((await ada.api.organization.list()).activeId).toBe(ada.organizationId);
});

test("renaming is written down with who did it, from where, and what it was before", async () => {
  const ada = await signUp();
  const headers = new Headers([
    ...ada.headers,
    ["x-forwarded-for", "198.51.100.1"],
    ["user-agent", "A browser"],
  ]);
  const scope = { requestId: "chosen-by-proxy-1", isDirect: false, address: "192.0.2.7" };
  await requestScopes.run(scope, () => apiOf(headers).organization.rename({ name: "Renamed" }));
  expect(await auditOf(ada.organizationId, "organization.rename")).toMatchObject([
    {
      ...{ userId: ada.userId, entityTable: "organization", entityId: ada.organizationId },
      ...{ ip: "192.0.2.7", userAgent: "A browser", correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      eventData: { before: { name: "Ada’s workspace" }, after: { name: "Renamed" } },
    },
  ]);
});

test("a change that cannot be written down does not happen", async () => {
  const ada = await signUp();
  const constraint = sql.raw("no_renames");
  await asOwner((tx) =>
    tx.execute(
      sql`alter table audit_event add constraint ${constraint} check (action <> 'organization.rename') not valid`,
    ),
  );
  try {
    await expect(ada.api.organization.rename({ name: "Unrecorded" })).rejects.toMatchObject({
      code: "INTERNAL_SERVER_ERROR",
    });
  } finally {
    await asOwner((tx) => tx.execute(sql`alter table audit_event drop constraint ${constraint}`));
  }
  expect(await ada.api.organization.current()).toMatchObject({ name: "Ada’s workspace" });
});

test("what is rolled back leaves no record, and no half-made organization", async () => {
  const ada = await signUp();
  let organizationId = "";
  const failing = createOrganization(
    { name: "Half made", userId: ada.userId, plan: "free" },
    async (tx, { id }) => {
      organizationId = id;
      const actor = {
        organizationId: id,
        userId: ada.userId,
        ip: null,
        userAgent: null,
        correlationId: crypto.randomUUID(),
      };
      await audit(tx, actor, { action: "organization.create", table: "organization", id });
      throw new Error("on purpose");
    },
  );
  await expect(failing).rejects.toThrow("on purpose");
  expect(await auditOf(organizationId, "organization.create")).toEqual([]);
  expect(await asOwner((tx) => tx.$count(organization, eq(organization.id, organizationId)))).toBe(0);
});

test("making an organization is written down in it", async () => {
  const ada = await signUp();
  const { id } = await ada.api.organization.create({ name: "Recorded" });
  expect(await auditOf(id, "organization.create")).toMatchObject([{ userId: ada.userId, entityId: id }]);
});

test("members are listed page by page, in the order they came", async () => {
  const ada = await signUp();
  await joinAs(ada.organizationId, "member", "Ben");
  await joinAs(ada.organizationId, "viewer", "Cy");
  const page = (number: number) => ada.api.member.list({ page: number, pageSize: 2 });
  const first = await page(1);
  expect([first.items.map(({ name, role }) => `${name} ${role}`), first.hasNext]).toEqual([
    ["Ada owner", "Ben member"],
    true,
  ]);
  const second = await page(2);
  expect([second.items.map(({ name }) => name), second.hasNext]).toEqual([["Cy"], false]);
  expect(await page(3)).toEqual({ items: [], hasNext: false });
  await expect(ada.api.member.list({ page: 1, pageSize: 101 })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await expect(ada.api.member.list({ page: 0, pageSize: 10 })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("a removed member's next request is refused, and the organization is no longer theirs to choose", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  expect(await ben.api.organization.current()).toMatchObject({ role: "admin" });
  await asOwner((tx) => tx.delete(member).where(isMember(ben)));
  const message = "You are not a member of this organization (any more). Choose another one.";
  await expect(ben.api.organization.current()).rejects.toMatchObject({ code: "FORBIDDEN", message });
  const { organizations, activeId } = await ben.api.organization.list();
  expect(organizations.map(({ id }) => id)).not.toContain(ada.organizationId);
  expect(activeId).toBeNull();
  await expect(ben.api.organization.setActive({ organizationId: ada.organizationId })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("a demoted member can do less with the very next request, and is told whom to ask", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  await ben.api.organization.rename({ name: "By Ben" });
  await setRole(ben, "member");
  await expect(ben.api.organization.rename({ name: "Again" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "Your role (member) does not allow this. Ask an owner or admin of the organization.",
  });
  expect(await ben.api.organization.current()).toMatchObject({
    name: "By Ben",
    permissions: allowedActions("member"),
  });
});

test("a role this version does not know can read, and nothing else", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  await asOwner((tx) => tx.execute("alter type member_role add value if not exists 'auditor'"));
  await asOwner((tx) =>
    tx.execute(
      sql`update member set role = 'auditor' where user_id = ${ben.userId} and organization_id = ${ada.organizationId}`,
    ),
  );
  expect(await ben.api.organization.current()).toMatchObject({
    role: "auditor",
    permissions: allowedActions("viewer"),
  });
  await expect(ben.api.organization.rename({ name: "No" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(ben.api.repository.upload.begin({ fileName: "a.zip", sizeBytes: 1 })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("an organization that is being deleted is closed to its members", async () => {
  const ada = await signUp();
  await asOwner((tx) =>
    tx.update(organization).set({ deletedAt: new Date() }).where(eq(organization.id, ada.organizationId)),
  );
  await expect(ada.api.organization.current()).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await ada.api.organization.list()).organizations).toEqual([]);
});

test("of a person the organization sees name and image, and nothing of anybody outside it", async () => {
  const ada = await signUp();
  await signUp("Stranger");
  const { organizationId, userId } = ada;
  const see = (columns: string) =>
    withTenant({ organizationId, userId }, (tx) => tx.execute(sql`select ${sql.raw(columns)} from "user"`));
  expect((await see("id")) as unknown as { rows: unknown[] }).toMatchObject({ rows: [{ id: userId }] });
  await expect(see("email")).rejects.toMatchObject({ cause: { code: "42501" } });
});
