import { and, eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { newId } from "@/db/columns";
import {
  account,
  auditEvent,
  conversation,
  member,
  organization,
  repository,
  session,
  user,
} from "@/db/schema";
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

test("what a person has shared goes to an owner of each organization, also where they left; what is private is deleted", async () => {
  const ada = await signUp("Ada");
  const other = await joinAs(ada.organizationId, "owner", "Owen");
  const ben = await joinAs(ada.organizationId, "member", "Ben");
  const cleo = await signUp("Cleo");
  const begin = async (title: string, isShared: boolean) => {
    const { id } = await ben.api.conversation.create({ title });
    if (isShared) await ben.api.conversation.share({ id, with: "organization" });
    return id;
  };
  const shared = await begin("Shared", true);
  const secret = await begin("Secret", false);
  await ben.api.conversation.pin({ id: shared, isPinned: true });
  const adas = await ada.api.conversation.create({ title: "Ada's own" });
  await ada.api.conversation.share({ id: adas.id, with: "organization" });
  // In an organization that Ben was removed from before he deletes his account.
  const left = newId();
  await asOwner((tx) =>
    tx.insert(conversation).values({
      ...{ id: left, organizationId: cleo.organizationId, audience: "organization", userId: ben.userId },
    }),
  );
  await ben.api.account.deletion.delete(rightly(ben));

  const rows = await asOwner((tx) =>
    tx
      .select({ id: conversation.id, userId: conversation.userId, pinnedAt: conversation.pinnedAt })
      .from(conversation)
      .where(inArray(conversation.id, [shared, secret, adas.id, left])),
  );
  const heirs = Object.fromEntries(rows.map(({ id, userId }) => [id, userId]));
  expect(heirs).toEqual({ [shared]: ada.userId, [adas.id]: ada.userId, [left]: cleo.userId });
  expect(rows.every(({ pinnedAt }) => pinnedAt === null)).toBe(true);
  // As its author now, Ada may do what only authors may; nobody else has become one.
  await expect(other.api.conversation.rename({ id: shared, title: "Mine" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await ada.api.conversation.rename({ id: shared, title: "Ben's heron" });
  const { items } = await ada.api.audit.list({});
  expect(items.map(({ action }) => action)).toContain("conversation.hand_over");
});

test("the role that deletes people reaches no conversation but what that one person has shared", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "member", "Ben");
  const [shared, secret, bens] = await Promise.all([
    ada.api.conversation.create({ title: "Shared" }),
    ada.api.conversation.create({ title: "Secret" }),
    ben.api.conversation.create({ title: "Ben's" }),
  ]);
  await ada.api.conversation.share({ id: shared.id, with: "organization" });
  await ben.api.conversation.share({ id: bens.id, with: "organization" });
  const attempt = async (of: { userId: string; organizationId: string }, heir: string) => {
    const { orm } = await getDatabase();
    return orm
      .transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', 'app_auth', true),
          set_config('app.tenant_id', ${of.organizationId}, true), set_config('app.user_id', ${of.userId}, true)`);
        await tx.update(conversation).set({ userId: heir });
        return "done";
      })
      .catch((error: unknown) => String((error as Error).cause ?? error));
  };
  const authors = async () => {
    const rows = await asOwner((tx) =>
      tx
        .select()
        .from(conversation)
        .where(inArray(conversation.id, [shared.id, secret.id, bens.id])),
    );
    return Object.fromEntries(rows.map(({ id, userId }) => [id, userId]));
  };
  const before = await authors();
  await attempt({ userId: "", organizationId: "" }, ben.userId);
  await attempt({ userId: "", organizationId: ada.organizationId }, ben.userId);
  await attempt({ userId: ada.userId, organizationId: ben.organizations[0]?.id ?? "" }, ben.userId);
  expect(await attempt(ada, ben.userId)).toContain("row-level security");
  expect(await authors()).toEqual(before);
  // To an owner it goes, and only what Ben has shared.
  expect(await attempt({ ...ben, organizationId: ada.organizationId }, ada.userId)).toBe("done");
  expect(await authors()).toEqual({ ...before, [bens.id]: ada.userId });
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
