import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, expect, inject, test, vi } from "vitest";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { getAuth } from "@/server/auth";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";
import { rowsOf } from "@/tests/support/proof/owner";
import { apiOf, signUp } from "@/tests/support/sign-up";

const DAY_MS = 24 * 60 * 60 * 1_000;
const refused = { code: "UNAUTHORIZED", message: "Sign in to go on." };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const letPass = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const withCookie = (cookie: string) => apiOf(new Headers({ cookie }));

async function sessionOf(userId: string) {
  const { orm } = await getDatabase();
  const [row] = await orm.select().from(session).where(eq(session.userId, userId));
  return row;
}

// Not the last one: it holds two bits that no byte of the signature depends on.
const otherFirst = (text: string) => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;

test("a session cookie whose signature is wrong, missing or of another text opens nothing", async () => {
  const ada = await signUp();
  const bob = await signUp("Bob");
  const cookie = ada.headers.get("cookie") ?? "";
  const [name = "", value = ""] = cookie.split("=", 2);
  const [token, signature = ""] = decodeURIComponent(value).split(".");
  const signatureOfBob = decodeURIComponent(bob.headers.get("cookie") ?? "")
    .split(".")
    .at(-1);
  const given = (text: string) => `${name}=${encodeURIComponent(text)}`;
  expect(await withCookie(given(`${token}.${signature}`)).account.me()).toMatchObject({ id: ada.userId });
  const wrong = [
    ...[given(`${token}.${otherFirst(signature)}`), given(`${token}.${"A".repeat(43)}=`)],
    ...[given(`${token}.${signatureOfBob}`), given(`${token}.`), given(`${token}`), given(`.${signature}`)],
    ...[`__Secure-${cookie}`, `__Host-${cookie}`, `other.session_token=${value}`, `${name}=`, "", name],
  ];
  for (const one of wrong) await expect(withCookie(one).account.me(), one).rejects.toMatchObject(refused);
});

test("a session that was ended opens nothing from the next call on", async () => {
  const ada = await signUp();
  await ada.api.account.me();
  const auth = await getAuth();
  await auth.api.revokeSession({
    headers: ada.headers,
    body: { token: (await sessionOf(ada.userId))?.token ?? "" },
  });
  await expect(ada.api.account.me()).rejects.toMatchObject(refused);
});

test("a session ends 30 days after it was last extended, and is cleared away when it is used then", async () => {
  const ada = await signUp();
  letPass(29 * DAY_MS);
  expect(await ada.api.account.me()).toMatchObject({ id: ada.userId });
  letPass(2 * DAY_MS);
  await expect(ada.api.account.me()).rejects.toMatchObject(refused);
  expect(await sessionOf(ada.userId)).toBeUndefined();
});

test("a session of more than a day is extended together with its cookie, or not yet", async () => {
  const ada = await signUp();
  const given: string[] = [];
  const call = (setCookie?: (cookie: string) => void) =>
    createCaller(createContext(ada.headers, setCookie)).account.me();
  const collect = (cookie: string) => given.push(cookie);
  const before = (await sessionOf(ada.userId))?.expiresAt.getTime() ?? 0;

  await call(collect);
  expect(given).toEqual([]);
  letPass(2 * DAY_MS);
  // A page cannot set cookies: extending the session alone would leave the cookie to end before it.
  await call();
  expect((await sessionOf(ada.userId))?.expiresAt.getTime()).toBe(before);

  await call(collect);
  expect((await sessionOf(ada.userId))?.expiresAt.getTime()).toBeGreaterThanOrEqual(
    before + 2 * DAY_MS - 1_000,
  );
  const [name, value] = (ada.headers.get("cookie") ?? "").split("=", 2);
  expect(given).toEqual([expect.stringMatching(/Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax/)]);
  expect(given[0]?.startsWith(`${name}=${value};`)).toBe(true);
});

// What is counted are the messages that node-postgres sends; Neon's driver sends the same, with a client of its own.
test.runIf(["pg", "pgbouncer"].includes(inject("reachedBy")))(
  "a read call costs four messages: session, opening with membership, query, commit",
  async () => {
    const ada = await signUp();
    const api = apiOf(ada.headers);
    await api.repository.list({});
    const sent: string[] = [];
    const { query } = pg.Client.prototype;
    vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [first] = args as [string | { text: string }];
      sent.push(typeof first === "string" ? first : first.text);
      return Reflect.apply(query, this, args);
    });
    await api.repository.list({});
    expect(sent.filter((text) => !text.includes("pgboss"))).toEqual([
      expect.stringMatching(/^select .* from "session" where/),
      expect.stringMatching(/^begin; select set_config\('role', 'app_tenant', true\),.*; select m\.role/s),
      expect.stringMatching(/^select .* from "repository"/),
      "commit",
    ]);
  },
);

test("whatever stands in an id stays a text", async () => {
  const ada = await signUp();
  for (const id of ["'; drop table member; --", "\\'; select 1; --", "o'neil", "a\\", "$1", "ü 💧"]) {
    const seen = await withTenant({ organizationId: id, userId: `${id}'` }, (tx) =>
      rowsOf(
        tx,
        sql`select current_setting('app.tenant_id') as tenant, current_setting('app.user_id') as person,
          (select count(*)::int from member) as members`,
      ),
    );
    expect(seen).toEqual([{ tenant: id, person: `${id}'`, members: 0 }]);
  }
  await expect(
    withTenant({ organizationId: `${ada.organizationId}\0x`, userId: ada.userId }, async () => {}),
  ).rejects.toThrow(/U\+0000/);
  expect(await ada.api.organization.current()).toMatchObject({ id: ada.organizationId });
});
