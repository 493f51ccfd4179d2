import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { jwks, member } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { forgeToken, readToken, swapClaims, unsignToken } from "@/tests/support/stranger-token";

const MINUTE_MS = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

async function tokenOf(person: Person): Promise<string> {
  return (await (await getAuth()).api.getToken({ headers: person.headers })).token;
}

const bearing = (token: string, cookie?: string) =>
  apiOf(new Headers({ authorization: `Bearer ${token}`, ...(cookie === undefined ? {} : { cookie }) }));

/** Signs claims with the server's own key. */
async function signClaims(payload: Record<string, unknown>): Promise<string> {
  return (await (await getAuth()).api.signJWT({ body: { payload } })).token;
}

const refused = { code: "UNAUTHORIZED", message: "Sign in to go on." };

test("a bearer token opens tenant procedures as the person and organization of its session", async () => {
  const ada = await signUp("Ada");
  const api = bearing(await tokenOf(ada));
  expect(await api.organization.current()).toMatchObject({ id: ada.organizationId, role: "owner" });
  expect(await api.account.me()).toMatchObject({ id: ada.userId, email: ada.email });
});

test("a token that somebody else signed, or nobody, opens nothing", async () => {
  const ada = await signUp();
  const bob = await signUp("Bob");
  const token = await tokenOf(ada);
  const others = { sub: bob.userId, organizationId: bob.organizationId };
  const forgeries = [
    ...[forgeToken(token), forgeToken(token, others), unsignToken(token), unsignToken(token, others)],
    ...[swapClaims(token, others), swapClaims(token, { organizationId: bob.organizationId })],
    ...[token.slice(0, -4), `${token}x.y`, "a.b.c", "nonsense", token.split(".").slice(0, 2).join(".")],
  ];
  for (const forgery of forgeries) {
    await expect(bearing(forgery).organization.current(), forgery).rejects.toMatchObject(refused);
  }
});

test("a bad token is not rescued by a good cookie", async () => {
  const ada = await signUp();
  const api = bearing(forgeToken(await tokenOf(ada)), ada.headers.get("cookie") ?? "");
  await expect(api.organization.current()).rejects.toMatchObject(refused);
});

test("a token lasts a quarter of an hour", async () => {
  const ada = await signUp();
  const api = bearing(await tokenOf(ada));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 14 * MINUTE_MS });
  expect(await api.organization.current()).toMatchObject({ id: ada.organizationId });
  vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
  await expect(api.organization.current()).rejects.toMatchObject(refused);
});

test("a token for another issuer, another audience or another person's session opens nothing", async () => {
  const ada = await signUp();
  const bob = await signUp("Bob");
  const { sub, sessionId, organizationId } = readToken(await tokenOf(ada)).claims;
  const good = { sub, sessionId, organizationId };
  expect(await bearing(await signClaims(good)).organization.current()).toMatchObject({ role: "owner" });
  const wrong = [
    { ...good, iss: "https://elsewhere.example" },
    { ...good, aud: "https://elsewhere.example" },
    { ...good, sub: bob.userId },
    { sub, organizationId },
    { ...good, sessionId: 7 },
  ];
  for (const claims of wrong) {
    await expect(bearing(await signClaims(claims)).organization.current()).rejects.toMatchObject(refused);
  }
});

test("a token does not outlive its session: signing out ends both", async () => {
  const ada = await signUp();
  const api = bearing(await tokenOf(ada));
  await (await getAuth()).api.signOut({ headers: ada.headers });
  await expect(api.organization.current()).rejects.toMatchObject(refused);
});

test("after a rotation new tokens use the new key, old ones hold for the grace of an hour, and not longer", async () => {
  const ada = await signUp();
  const old = await tokenOf(ada);
  const kid = String(readToken(old).header.kid);
  const expireKey = (ago: number) =>
    asOwner((tx) =>
      tx
        .update(jwks)
        .set({ expiresAt: new Date(Date.now() - ago) })
        .where(eq(jwks.id, kid)),
    );
  await expireKey(MINUTE_MS);
  const fresh = await tokenOf(ada);
  expect(readToken(fresh).header.kid).not.toBe(kid);
  for (const token of [old, fresh])
    expect(await bearing(token).organization.current()).toMatchObject({ role: "owner" });
  await expireKey(61 * MINUTE_MS);
  await expect(bearing(old).organization.current()).rejects.toMatchObject(refused);
  expect(await bearing(fresh).organization.current()).toMatchObject({ role: "owner" });
});

test("a removed or demoted member's token is worth no more than their membership", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  const api = bearing(await tokenOf(ben));
  expect(await api.organization.rename({ name: "By Ben" })).toMatchObject({ name: "By Ben" });
  const ofBen = eq(member.userId, ben.userId);
  await asOwner((tx) => tx.update(member).set({ role: "viewer" }).where(ofBen));
  await expect(api.organization.rename({ name: "Again" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await asOwner((tx) => tx.delete(member).where(ofBen));
  await expect(api.organization.current()).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "You are not a member of this organization (any more). Choose another one.",
  });
});

test("a token keeps the organization it was made for when the session switches to another", async () => {
  const ada = await signUp();
  const first = await tokenOf(ada);
  const other = await ada.api.organization.create({ name: "Second" });
  expect(await bearing(first).organization.current()).toMatchObject({ id: ada.organizationId });
  expect(await bearing(await tokenOf(ada)).organization.current()).toMatchObject({ id: other.id });
});
