import { and, eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { POST as exportLog } from "@/app/api/export/route";
import { member, organization, session, user } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, joinAs, type Person, sessionHeaders, signUp } from "@/tests/support/sign-up";

const HERE = "http://localhost:3000";

const post = async (path: string, body: unknown, headers: Headers = new Headers()) =>
  (await getAuth()).handler(
    new Request(`${HERE}/api/auth${path}`, {
      method: "POST",
      headers: new Headers([...headers, ["origin", HERE], ["content-type", "application/json"]]),
      body: JSON.stringify(body),
    }),
  );

/** What somebody with these headers gets, at each door there is: the codes of their refusals, or OK. */
async function doorsOf(headers: Headers): Promise<string[]> {
  const api = apiOf(headers);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "OK",
      (error: { code?: string }) => error.code ?? "?",
    );
  const exported = await exportLog(
    new Request(`${HERE}/api/export`, {
      method: "POST",
      headers: new Headers([...headers, ["origin", HERE], ["content-type", "application/json"]]),
      body: JSON.stringify({ log: "audit", format: "csv" }),
    }),
  );
  return Promise.all([
    codeOf(api.organization.current()),
    codeOf(api.repository.list({})),
    codeOf(api.organization.rename({ name: "Taken over" })),
    exported.ok ? "OK" : ((await exported.json()).error.data.code as string),
  ]);
}

const all = (code: string) => [code, code, code, code];

/** The person's bearer token, drawn from the session of their headers. */
async function bearerOf(headers: Headers): Promise<Headers> {
  const answer = await (await getAuth()).handler(new Request(`${HERE}/api/auth/token`, { headers }));
  return new Headers({ authorization: `Bearer ${(await answer.json()).token}` });
}

const isIn = ({ userId }: Person, organizationId: string) =>
  and(eq(member.userId, userId), eq(member.organizationId, organizationId));

test("a session id that was set before the sign-in is not used after it", async () => {
  const { email, password } = await signUp();
  const mallory = await signUp("Mallory");
  for (const cookie of [
    "carrel.session_token=planted",
    "carrel.session_token=planted.c2lnbmF0dXJl",
    mallory.headers.get("cookie") ?? "",
    `${mallory.headers.get("cookie")}; carrel.session_token=planted`,
  ]) {
    const planted = new Headers({ cookie });
    const answer = await post("/sign-in/email", { email, password }, planted);
    expect(answer.status).toBe(200);
    const given = sessionHeaders(answer).get("cookie") ?? "";
    expect(given).toContain("carrel.session_token=");
    expect(given).not.toContain("planted");
    expect(given).not.toBe(mallory.headers.get("cookie"));
    // What was planted opens what it opened before, and never the account of whoever signed in.
    const opened = await apiOf(planted)
      .account.me()
      .catch(({ code }: { code: string }) => code);
    expect(opened === "UNAUTHORIZED" || (typeof opened === "object" && opened.id === mallory.userId)).toBe(
      true,
    );
  }
});

test("a session in the address or in another header is none", async () => {
  const ada = await signUp();
  const token = (ada.headers.get("cookie") ?? "").split("=")[1] ?? "";
  for (const headers of [
    { authorization: `Bearer ${decodeURIComponent(token)}` },
    { authorization: `Bearer ${decodeURIComponent(token).split(".")[0]}` },
    { "x-session-token": token },
    { cookie: `session_token=${token}` },
    { cookie: `__Host-carrel.session_token=${token}` },
    { cookie: `carrel.session_token=${decodeURIComponent(token).split(".")[0]}` },
    { cookie: `carrel.session_token=${token.slice(0, -4)}AAAA` },
  ]) {
    expect(await doorsOf(new Headers(headers))).toEqual(all("UNAUTHORIZED"));
  }
});

test("after signing out neither the cookie nor a token drawn from it opens anything", async () => {
  const ada = await signUp();
  const bearer = await bearerOf(ada.headers);
  expect((await doorsOf(ada.headers))[0]).toBe("OK");
  expect((await post("/sign-out", {}, ada.headers)).status).toBe(200);
  expect(await doorsOf(ada.headers)).toEqual(all("UNAUTHORIZED"));
  expect(await doorsOf(bearer)).toEqual(all("UNAUTHORIZED"));
});

test("whoever is removed has nothing of the organization with the next request, by cookie and by token", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  const bearer = await bearerOf(ben.headers);
  expect(await doorsOf(ben.headers)).toEqual(all("OK"));
  await asOwner((tx) => tx.delete(member).where(isIn(ben, ada.organizationId)));
  for (const headers of [ben.headers, bearer]) expect(await doorsOf(headers)).toEqual(all("FORBIDDEN"));
});

test("whoever is demoted can do less with the next request, by cookie and by a token drawn before", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  const bearer = await bearerOf(ben.headers);
  expect(await doorsOf(ben.headers)).toEqual(all("OK"));
  await asOwner((tx) => tx.update(member).set({ role: "viewer" }).where(isIn(ben, ada.organizationId)));
  for (const headers of [ben.headers, bearer])
    expect(await doorsOf(headers)).toEqual(["OK", "OK", "FORBIDDEN", "FORBIDDEN"]);
});

test("a changed password ends the other sessions when that is asked for, and the old password at once", async () => {
  const { headers, email, password } = await signUp();
  const other = sessionHeaders(await post("/sign-in/email", { email, password }));
  const bearer = await bearerOf(other);
  const change = {
    currentPassword: password,
    newPassword: "a new battery staple",
    revokeOtherSessions: true,
  };
  expect((await post("/change-password", change, headers)).status).toBe(200);
  for (const old of [other, bearer]) expect(await doorsOf(old)).toEqual(all("UNAUTHORIZED"));
  expect((await post("/sign-in/email", { email, password })).status).toBe(401);
});

test("an account that is gone leaves no session behind", async () => {
  const ada = await signUp();
  const bearer = await bearerOf(ada.headers);
  await asOwner(async (tx) => {
    await tx.delete(organization).where(inArray(organization.id, [ada.organizationId]));
    await tx.delete(user).where(eq(user.id, ada.userId));
  });
  expect(await asOwner((tx) => tx.$count(session, eq(session.userId, ada.userId)))).toBe(0);
  for (const headers of [ada.headers, bearer]) expect(await doorsOf(headers)).toEqual(all("UNAUTHORIZED"));
});
