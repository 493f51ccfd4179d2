import { and, eq } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { newId } from "@/db/columns";
import { auditEvent, member, user } from "@/db/schema";
import { inviteTo } from "@/tests/support/invite";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, joinAs, type Person, signUp } from "@/tests/support/sign-up";

// PGlite takes one after the other anyway, and signing people up costs a password's hashing each.
const CALLERS = inject("engine") === "pglite" ? 8 : 50;
const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

const membersOf = (organizationId: string, role?: "owner") =>
  asOwner((tx) =>
    tx
      .select()
      .from(member)
      .where(and(eq(member.organizationId, organizationId), role && eq(member.role, role))),
  );

/** Fills an organization with people nobody has to be. */
const fillWith = (organizationId: string, count: number) =>
  asOwner(async (tx) => {
    const people = Array.from({ length: count }, (_, index) => ({ id: newId(), name: `Filler ${index}` }));
    await tx.insert(user).values(people.map((one) => ({ ...one, email: `${one.id}@example.org` })));
    await tx.insert(member).values(people.map(({ id }) => ({ organizationId, userId: id })));
  });

async function outcomes(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const call of await Promise.allSettled(calls)) {
    const code = call.status === "fulfilled" ? "OK" : (call.reason as { code: string }).code;
    counted[code] = (counted[code] ?? 0) + 1;
  }
  return counted;
}

test("of many owners who all go at once, by leaving, falling or being removed, exactly one stays", async () => {
  const first = await signUp("Owner");
  const { organizationId } = first;
  const others: Person[] = [];
  for (let batch = 1; batch < CALLERS; batch += 7)
    others.push(
      ...(await times(Math.min(7, CALLERS - batch), () => joinAs(organizationId, "owner", "Owner"))),
    );
  const owners = [first, ...others];
  const rows = new Map((await membersOf(organizationId)).map((row) => [row.userId, row.id]));
  const idOf = (person: Person | undefined) => rows.get(person?.userId ?? "") ?? "";
  const calls = owners.map((person, index) => {
    const { leave, setRole, remove } = person.api.member;
    if (index % 3 === 0) return leave();
    if (index % 3 === 1) return setRole({ memberId: idOf(person), role: "viewer" });
    return remove({ memberId: idOf(owners[(index + 1) % owners.length]) });
  });
  const counted = await outcomes(calls);
  expect(await membersOf(organizationId, "owner")).not.toHaveLength(0);
  expect(
    Object.keys(counted).filter((code) => !["OK", "CONFLICT", "FORBIDDEN", "NOT_FOUND"].includes(code)),
  ).toEqual([]);
  // Whoever is left is the last: now nobody else may go.
  for (const person of owners) await person.api.member.leave().catch(() => {});
  expect(await membersOf(organizationId, "owner")).toHaveLength(1);
}, 240_000);

test("two owners who leave in the same moment: one goes, again and again", async () => {
  for (let round = 0; round < (CALLERS >= 50 ? 10 : 2); round++) {
    const ada = await signUp("Ada");
    const ben = await joinAs(ada.organizationId, "owner", "Ben");
    expect(await outcomes([ada.api.member.leave(), ben.api.member.leave()])).toEqual({ OK: 1, CONFLICT: 1 });
  }
}, 120_000);

test("one invitation accepted by many calls at once makes one member and one record", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const { token } = await inviteTo(ada, ben.email);
  const calls = Array.from({ length: Math.max(50, CALLERS) }, () =>
    apiOf(ben.headers).invitation.accept({ token }),
  );
  expect(await outcomes(calls)).toEqual({ OK: 1, CONFLICT: calls.length - 1 });
  expect((await membersOf(ada.organizationId)).filter(({ userId }) => userId === ben.userId)).toHaveLength(1);
  const joined = and(
    eq(auditEvent.organizationId, ada.organizationId),
    eq(auditEvent.action, "invitation.accept"),
  );
  expect(await asOwner((tx) => tx.$count(auditEvent, joined))).toBe(1);
});

test("with one place left, many invited people who accept at once make one member", async () => {
  const ada = await signUp("Ada");
  const invited: { person: Person; token: string }[] = [];
  for (let batch = 0; batch < CALLERS; batch += 7) {
    const people = await times(Math.min(7, CALLERS - batch), () => signUp("Guest"));
    for (const person of people) invited.push({ person, token: (await inviteTo(ada, person.email)).token });
  }
  await fillWith(ada.organizationId, 98);
  const calls = invited.map(({ person, token }) => person.api.invitation.accept({ token }));
  expect(await outcomes(calls)).toEqual({ OK: 1, TOO_MANY_REQUESTS: CALLERS - 1 });
  expect(await membersOf(ada.organizationId)).toHaveLength(100);
  await expect(
    ada.api.invitation.create({ email: "late@example.org", role: "member" }),
  ).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: expect.stringContaining("at most 100 members"),
  });
  // Every refusal is written down, though what was refused has left nothing.
  const full = and(eq(auditEvent.organizationId, ada.organizationId), eq(auditEvent.action, "limit.members"));
  expect(await asOwner((tx) => tx.$count(auditEvent, full))).toBe(CALLERS);
}, 240_000);

test("with one place left, many invitations at once promise one", async () => {
  const ada = await signUp("Ada");
  await fillWith(ada.organizationId, 98);
  const calls = Array.from({ length: 50 }, (_, index) =>
    apiOf(ada.headers).invitation.create({ email: `guest${index}@example.org`, role: "member" }),
  );
  expect(await outcomes(calls)).toEqual({ OK: 1, TOO_MANY_REQUESTS: 49 });
});

test("two names taken at once: one organization has the short name", async () => {
  const [ada, ben] = [await signUp("Ada"), await signUp("Ben")];
  const slug = `taken-${Date.now()}`;
  expect(
    await outcomes([ada.api.organization.update({ slug }), ben.api.organization.update({ slug })]),
  ).toEqual({
    OK: 1,
    CONFLICT: 1,
  });
});
