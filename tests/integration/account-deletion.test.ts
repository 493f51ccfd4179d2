import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { account, auditEvent, member, organization, repository, session, user } from "@/db/schema";
import { asOwner } from "@/tests/support/proof/owner";
import { mailsTo } from "@/tests/support/read-mails";
import { joinAs, signUp } from "@/tests/support/sign-up";

const rightly = ({ email, password }: { email: string; password: string }) => ({ email, password });

test("an account goes with all that is its own, and what it made for others stays without its name", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "member", "Ben");
  const repositoryId = newId();
  await asOwner((tx) =>
    tx.insert(repository).values({
      ...{ id: repositoryId, organizationId: ada.organizationId, userId: ben.userId, name: "Ben's" },
      sourceKind: "folder",
    }),
  );
  const plan = await ben.api.account.deletion.plan();
  expect(plan.map(({ fate }) => fate).sort()).toEqual(["goes", "stays"]);
  await ben.api.account.deletion.delete(rightly(ben));

  await expect(ben.api.account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await asOwner(async (tx) => {
    const ofBen = (table: typeof session | typeof account | typeof member) =>
      tx.select().from(table).where(eq(table.userId, ben.userId));
    for (const table of [session, account, member]) expect(await ofBen(table)).toEqual([]);
    expect(await tx.select().from(user).where(eq(user.id, ben.userId))).toEqual([]);
    const [kept] = await tx.select().from(repository).where(eq(repository.id, repositoryId));
    expect(kept).toMatchObject({ name: "Ben's", userId: null });
    const own = ben.organizations[0]?.id ?? "";
    const [left] = await tx.select().from(organization).where(eq(organization.id, own));
    expect(left?.deletedAt).toBeInstanceOf(Date);
    const events = await tx
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, ada.organizationId), eq(auditEvent.action, "member.leave")));
    expect(events).toMatchObject([{ action: "member.leave", userId: null, entityId: ben.userId }]);
  });
  expect((await mailsTo(ben.email)).at(-1)?.subject).toBe("Your Carrel account is deleted");
  expect(await ada.api.organization.current()).toMatchObject({ members: 1 });
});

test("who alone owns an organization that others are in is told its name, and nothing is deleted", async () => {
  const ada = await signUp("Ada");
  await ada.api.organization.rename({ name: "Harbour" });
  const ben = await joinAs(ada.organizationId, "admin", "Ben");
  const alone = await ada.api.organization.create({ name: "Alone" });
  await expect(ada.api.account.deletion.delete(rightly(ada))).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("Harbour"),
  });
  expect(await ada.api.account.me()).toMatchObject({ email: ada.email });
  const [kept] = await asOwner((tx) => tx.select().from(organization).where(eq(organization.id, alone.id)));
  expect(kept?.deletedAt).toBeNull();

  await asOwner((tx) => tx.update(member).set({ role: "owner" }).where(eq(member.userId, ben.userId)));
  await ada.api.account.deletion.delete(rightly(ada));
  expect(await ben.api.organization.current()).toMatchObject({ role: "owner", members: 1 });
});

test("two owners who delete their accounts at the same moment leave no organization without one", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "owner", "Ben");
  const cleo = await joinAs(ada.organizationId, "member", "Cleo");
  const outcomes = await Promise.allSettled([
    ada.api.account.deletion.delete(rightly(ada)),
    ben.api.account.deletion.delete(rightly(ben)),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const roles = await asOwner((tx) =>
    tx.select({ role: member.role }).from(member).where(eq(member.organizationId, ada.organizationId)),
  );
  expect(roles.map(({ role }) => role).sort()).toEqual(["member", "owner"]);
  expect(await cleo.api.organization.current()).toMatchObject({ members: 2 });
});

test("a wrong address, a wrong password and none are refused in words", async () => {
  const ada = await signUp("Ada");
  const remove = ada.api.account.deletion.delete;
  await expect(remove({ email: "ada", password: ada.password })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  for (const given of [{}, { password: "not the password" }]) {
    await expect(remove({ email: ada.email, ...given })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: "This is not your password.",
    });
  }
  expect(await ada.api.account.me()).toMatchObject({ email: ada.email });
});
