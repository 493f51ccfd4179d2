import { readFile } from "node:fs/promises";
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { auditEvent, invitation, member, user } from "@/db/schema";
import { env } from "@/server/env";
import { outboxFile } from "@/server/mail/outbox";
import { inviteTo, tokenIn } from "@/tests/support/invite";
import { asOwner } from "@/tests/support/proof/owner";
import { joinAs, signUp } from "@/tests/support/sign-up";

const auditOf = (organizationId: string, action: string) =>
  asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.action, action))),
  );
const unknown = { code: "NOT_FOUND", message: expect.stringContaining("does not exist") };

test("whoever is invited joins with the role that was chosen, and works there from then on", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const { id, token } = await inviteTo(ada, ben.email.toUpperCase(), "viewer");
  expect(await ben.api.invitation.view({ token })).toMatchObject({
    ...{ organizationName: "Ada’s workspace", inviterName: "Ada", role: "viewer", state: "pending" },
    person: { isInvited: true, mustVerify: false, isMember: false },
  });
  expect(await ben.api.invitation.accept({ token })).toEqual({
    organizationId: ada.organizationId,
    name: "Ada’s workspace",
  });
  expect(await ben.api.organization.current()).toMatchObject({ id: ada.organizationId, role: "viewer" });
  expect((await ada.api.invitation.list({})).items).toEqual([]);
  expect(await auditOf(ada.organizationId, "invitation.accept")).toMatchObject([
    { userId: ben.userId, entityTable: "member", eventData: { invitationId: id, after: { role: "viewer" } } },
  ]);
});

test("the secret of a link is in the mail and in the answer to whoever invites, and nowhere in the database", async () => {
  const ada = await signUp("Ada\r\nBcc: everybody@example.org");
  const { token } = await inviteTo(ada, "cleo@example.org");
  const secret = token.split(".")[1] ?? "";
  const mails = (await readFile(outboxFile, "utf8")).trimEnd().split("\n");
  const mail = JSON.parse(mails.find((line) => line.includes("cleo@example.org")) ?? "{}");
  expect(mail.text).toContain(`${env.BETTER_AUTH_URL}/invitation?token=${token}`);
  expect(mail.subject).not.toMatch(/[\r\n]/);
  const kept = await asOwner((tx) =>
    tx.execute(sql`select 1 from invitation i where i::text like ${`%${secret}%`}
      union all select 1 from audit_event a where a::text like ${`%${secret}%`}`),
  );
  expect((kept as unknown as { rows: unknown[] }).rows).toEqual([]);
});

test("only the invited address can answer, and whoever else holds the link is told whom it is for", async () => {
  const [ada, ben, eve] = [await signUp("Ada"), await signUp("Ben"), await signUp("Eve")];
  const { token } = await inviteTo(ada, ben.email);
  for (const answer of [eve.api.invitation.accept, eve.api.invitation.decline]) {
    await expect(answer({ token })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: `This invitation is for ${ben.email}, and you are signed in as ${eve.email}. Sign in with that address.`,
    });
  }
  expect((await ben.api.invitation.accept({ token })).organizationId).toBe(ada.organizationId);
});

test("where mails reach people, an address must be a confirmed one", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const { token } = await inviteTo(ada, ben.email);
  Object.assign(env, { SMTP_URL: "smtp://127.0.0.1:1" });
  try {
    expect((await ben.api.invitation.view({ token })).person).toMatchObject({ mustVerify: true });
    await expect(ben.api.invitation.accept({ token })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("Confirm that"),
    });
    await asOwner((tx) => tx.update(user).set({ emailVerified: true }).where(eq(user.id, ben.userId)));
    await ben.api.invitation.accept({ token });
  } finally {
    Object.assign(env, { SMTP_URL: undefined });
  }
});

test("a forged, a foreign and a replaced link are links of no invitation", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const { id, token } = await inviteTo(ada, ben.email);
  const other = await inviteTo(await signUp("Eve"), ben.email);
  const renewed = tokenIn((await ada.api.invitation.renew({ id })).link);
  const forged = [token, `${id}.${other.token.split(".")[1]}`, `${other.id}.${renewed.split(".")[1]}`];
  for (const wrong of [...forged, `${newId()}.${"a".repeat(43)}`, "", "x".repeat(200), `${id}.`]) {
    await expect(ben.api.invitation.view({ token: wrong })).rejects.toMatchObject(unknown);
    await expect(ben.api.invitation.accept({ token: wrong })).rejects.toMatchObject(unknown);
    await expect(ben.api.invitation.decline({ token: wrong })).rejects.toMatchObject(unknown);
  }
  await ben.api.invitation.accept({ token: renewed });
});

test("an invitation that ran out, was declined, withdrawn or accepted cannot be accepted, and says why", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const refused = (token: string, message: string) =>
    expect(ben.api.invitation.accept({ token })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining(message),
    });
  const late = await inviteTo(ada, ben.email);
  await asOwner((tx) =>
    tx
      .update(invitation)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(invitation.id, late.id)),
  );
  await refused(late.token, "has run out");
  expect(await ben.api.invitation.view({ token: late.token })).toMatchObject({ state: "expired" });

  const declined = await inviteTo(ada, ben.email);
  await ben.api.invitation.decline({ token: declined.token });
  await refused(declined.token, "has been declined");

  const withdrawn = await inviteTo(ada, ben.email);
  await ada.api.invitation.revoke({ id: withdrawn.id });
  await refused(withdrawn.token, "has been withdrawn");

  const taken = await inviteTo(ada, ben.email);
  await ben.api.invitation.accept({ token: taken.token });
  await refused(taken.token, "has been accepted already");
});

test("a member cannot be invited again, and an address is invited once at a time", async () => {
  const ada = await signUp("Ada");
  const ben = await joinAs(ada.organizationId, "member", "Ben");
  await expect(inviteTo(ada, ben.email)).rejects.toMatchObject({
    code: "CONFLICT",
    message: `${ben.email} is a member already. Change their role under Members.`,
  });
  await inviteTo(ada, "dora@example.org");
  await expect(inviteTo(ada, "DORA@example.org")).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("is invited already"),
  });
});

test("nobody invites to a role above their own, and members neither invite nor see who is invited", async () => {
  const ada = await signUp("Ada");
  const admin = await joinAs(ada.organizationId, "admin", "Ben");
  const plain = await joinAs(ada.organizationId, "member", "Cy");
  await expect(inviteTo(admin, "e@example.org", "owner")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await inviteTo(admin, "e@example.org", "admin");
  await expect(plain.api.invitation.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(inviteTo(plain, "f@example.org")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test.each([
  "",
  "nobody",
  "a@b",
  "a b@example.org",
  `${"a".repeat(250)}@example.org`,
])("%j is no address to invite", async (email) => {
  const ada = await signUp("Ada");
  await expect(ada.api.invitation.create({ email, role: "member" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("e-mail address"),
  });
});

test("whoever is removed or loses the right to invite leaves no open link behind", async () => {
  const ada = await signUp("Ada");
  const eve = await joinAs(ada.organizationId, "admin", "Eve");
  const again = await signUp("Eve again");
  const { token } = await inviteTo(eve, again.email, "admin");
  const { items } = await ada.api.member.list({ searchQuery: "eve" });
  await ada.api.member.setRole({ memberId: items[0]?.id ?? "", role: "member" });
  await expect(again.api.invitation.accept({ token })).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("withdrawn"),
  });
});

test("an invitation into a deleted organization is none, until the organization is restored", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const { token } = await inviteTo(ada, ben.email);
  await ada.api.organization.delete({ name: "Ada’s workspace" });
  await expect(ben.api.invitation.view({ token })).rejects.toMatchObject(unknown);
  await expect(ben.api.invitation.accept({ token })).rejects.toMatchObject(unknown);
  await ada.api.organization.restore({ organizationId: ada.organizationId });
  await ben.api.invitation.accept({ token });
  expect(await asOwner((tx) => tx.$count(member, eq(member.organizationId, ada.organizationId)))).toBe(2);
});
