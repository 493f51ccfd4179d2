import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvent, member, session } from "@/db/schema";
import type { Role } from "@/server/permissions";
import { asOwner } from "@/tests/support/proof/owner";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";

const memberOf = async (person: Person): Promise<string> => {
  const [row] = await asOwner((tx) =>
    tx
      .select({ id: member.id })
      .from(member)
      .where(and(eq(member.userId, person.userId), eq(member.organizationId, person.organizationId))),
  );
  return row?.id ?? "";
};

test("members are found by name, sorted and turned over page by page", async () => {
  const ada = await signUp("Ada");
  await joinAs(ada.organizationId, "viewer", "Ben 50%");
  await joinAs(ada.organizationId, "admin", "Cy");
  const names = async (input: Parameters<typeof ada.api.member.list>[0]) =>
    (await ada.api.member.list(input)).items.map(({ name }) => name);
  expect(await names({})).toEqual(["Ada", "Ben 50%", "Cy"]);
  expect(await names({ searchQuery: "0%" })).toEqual(["Ben 50%"]);
  expect(await names({ searchQuery: "_" })).toEqual([]);
  expect(await names({ sortBy: "name", sortDirection: "desc" })).toEqual(["Cy", "Ben 50%", "Ada"]);
  expect(await names({ sortBy: "role" })).toEqual(["Ada", "Cy", "Ben 50%"]);
  expect(await names({ page: 2, pageSize: 2 })).toEqual(["Cy"]);
});

test("a role is changed with a record of who, before and after", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "member", "Ben");
  await ada.api.member.setRole({ memberId: await memberOf(ben), role: "admin" });
  expect(await ben.api.organization.current()).toMatchObject({ role: "admin" });
  const events = await asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(
        and(eq(auditEvent.organizationId, ada.organizationId), eq(auditEvent.action, "member.set_role")),
      ),
  );
  expect(events).toMatchObject([
    {
      userId: ada.userId,
      eventData: { userId: ben.userId, before: { role: "member" }, after: { role: "admin" } },
    },
  ]);
});

test("an admin can neither change an owner nor make one", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "admin", "Ben");
  const cy = await joinAs(ada.organizationId, "member", "Cy");
  const { setRole, remove } = ben.api.member;
  const forbidden = { code: "FORBIDDEN", message: expect.stringContaining("owner") };
  await expect(setRole({ memberId: await memberOf(ada), role: "member" })).rejects.toMatchObject(forbidden);
  await expect(remove({ memberId: await memberOf(ada) })).rejects.toMatchObject(forbidden);
  await expect(setRole({ memberId: await memberOf(cy), role: "owner" })).rejects.toMatchObject(forbidden);
  await expect(setRole({ memberId: await memberOf(ben), role: "owner" })).rejects.toMatchObject(forbidden);
  await expect(ben.api.member.transferOwnership({ memberId: await memberOf(ben) })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await setRole({ memberId: await memberOf(cy), role: "admin" });
});

test("the last owner can neither leave, fall nor be removed, and is told what to do", async () => {
  const ada = await signUp("Ada");
  const memberId = await memberOf(ada);
  const last = { code: "CONFLICT", message: expect.stringContaining("last owner") };
  await expect(ada.api.member.leave()).rejects.toMatchObject(last);
  await expect(ada.api.member.setRole({ memberId, role: "admin" })).rejects.toMatchObject(last);
  await expect(ada.api.member.remove({ memberId })).rejects.toMatchObject(last);
});

test("ownership is handed over in one step; whoever had it stays as an admin and may go", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "viewer", "Ben");
  await expect(ada.api.member.transferOwnership({ memberId: await memberOf(ada) })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  await ada.api.member.transferOwnership({ memberId: await memberOf(ben) });
  expect(await ben.api.organization.current()).toMatchObject({ role: "owner" });
  expect(await ada.api.organization.current()).toMatchObject({ role: "admin" });
  await ada.api.member.leave();
  await expect(ada.api.organization.current()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a member of another organization looks like one that never existed", async () => {
  const [ada, eve] = [await signUp("Ada"), await signUp("Eve")];
  for (const memberId of [await memberOf(eve), "nobody"]) {
    await expect(ada.api.member.remove({ memberId })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "This member does not exist, or is not yours to see.",
    });
  }
  expect(await eve.api.organization.current()).toMatchObject({ role: "owner" });
});

/** Opens the stream of `person`; how it ended and after how many milliseconds from `change` on. */
async function endOf(person: Person, change: () => Promise<unknown>) {
  const stream = await person.api.repository.onProgress();
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  await change();
  const startedMs = performance.now();
  const how = await iterator.next().then(
    (next) => (next.done ? "ended" : "went on"),
    (error: { code?: string }) => error.code,
  );
  return { how, tookMs: performance.now() - startedMs };
}

test.each<[string, string, (ada: Person, ben: Person) => Promise<unknown>]>([
  ["is removed", "FORBIDDEN", async (ada, ben) => ada.api.member.remove({ memberId: await memberOf(ben) })],
  ["has left", "FORBIDDEN", (_, ben) => ben.api.member.leave()],
  [
    "gets another role",
    "ended",
    async (ada, ben) => ada.api.member.setRole({ memberId: await memberOf(ben), role: "viewer" as Role }),
  ],
  [
    "is signed out",
    "UNAUTHORIZED",
    (_, ben) => asOwner((tx) => tx.delete(session).where(eq(session.userId, ben.userId))),
  ],
  ["loses the organization", "FORBIDDEN", (ada) => ada.api.organization.delete({ name: "Ada’s workspace" })],
])("the open stream of somebody who %s ends within five seconds", async (_, how, change) => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "admin", "Ben");
  const end = await endOf(ben, () => change(ada, ben));
  expect(end.how).toBe(how);
  expect(end.tookMs).toBeLessThan(5_000);
});
