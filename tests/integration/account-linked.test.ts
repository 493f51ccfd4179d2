import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { account } from "@/db/schema";
import { startOAuthServer } from "@/tests/support/oauth-server";

const provider = await startOAuthServer();
// Before anything reads the environment.
Object.assign(process.env, {
  OAUTH_TEST_SERVER: provider.url,
  ...{ GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "secret of github" },
  ...{ GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret of google" },
});
const { makeBrowser } = await import("@/tests/support/ask-auth");
const { asOwner } = await import("@/tests/support/proof/owner");
const { apiOf, signUp } = await import("@/tests/support/sign-up");

afterAll(() => provider.close());

let people = 0;
const somebody = () => {
  people += 1;
  return { id: String(1000 + people), name: "Grace", email: `grace-${process.pid}-${people}@example.org` };
};

type Browser = ReturnType<typeof makeBrowser>;

/** Goes to the provider and back as a browser does; gives where it ends. */
async function roundTrip(browser: Browser, path: string, name: "github" | "google"): Promise<string> {
  const started = await browser.ask(path, {
    provider: name,
    callbackURL: "/done",
    errorCallbackURL: "/failed",
  });
  expect(started.status).toBe(200);
  const there = await fetch(String(started.data.url), { redirect: "manual" });
  return (await browser.ask(there.headers.get("location") ?? "")).location;
}

const accountsOf = (userId: string) =>
  asOwner((tx) => tx.select().from(account).where(eq(account.userId, userId)));

test.each([
  "github",
  "google",
] as const)("a newcomer signs up with %s, comes back with it, and none of its tokens is kept", async (name) => {
  const grace = somebody();
  provider.be(grace);
  const browser = makeBrowser();
  expect(await roundTrip(browser, "/sign-in/social", name)).toMatch(/\/done$/);
  const me = await apiOf(browser.headers()).account.me();
  expect(me).toMatchObject({ email: grace.email, name: "Grace", image: null, hasPassword: false });
  const again = makeBrowser();
  await roundTrip(again, "/sign-in/social", name);
  expect((await apiOf(again.headers()).account.me()).id).toBe(me.id);
  expect(await accountsOf(me.id)).toMatchObject([
    { providerId: name, accessToken: null, refreshToken: null, idToken: null },
  ]);
});

test("a provider does not open an account that has the same address by password", async () => {
  const ada = await signUp();
  provider.be({ ...somebody(), email: ada.email });
  const browser = makeBrowser();
  expect(await roundTrip(browser, "/sign-in/social", "github")).toMatch(
    /\/failed\?.*error=account_not_linked/,
  );
  await expect(apiOf(browser.headers()).account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await accountsOf(ada.userId)).toHaveLength(1);
});

test("a linked account opens the account also with another address, until it is unlinked", async () => {
  const ada = await signUp();
  provider.be(somebody());
  const browser = makeBrowser(ada.headers);
  expect(await roundTrip(browser, "/link-social", "google")).toMatch(/\/done$/);
  const [linked] = (await ada.api.account.waysIn()).linked;
  expect(linked).toMatchObject({ provider: "google" });
  const elsewhere = makeBrowser();
  await roundTrip(elsewhere, "/sign-in/social", "google");
  expect((await apiOf(elsewhere.headers()).account.me()).id).toBe(ada.userId);

  await ada.api.account.unlink({ id: linked?.id ?? "" });
  expect((await ada.api.account.waysIn()).linked).toEqual([]);
  await expect(ada.api.account.unlink({ id: linked?.id ?? "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an account that belongs to somebody else, or whose address is not confirmed, cannot be linked", async () => {
  const grace = somebody();
  provider.be(grace);
  await roundTrip(makeBrowser(), "/sign-in/social", "github");
  const ada = await signUp();
  const browser = makeBrowser(ada.headers);
  expect(await roundTrip(browser, "/link-social", "github")).toMatch(/\/failed\?.*error=/);
  provider.be({ ...somebody(), isVerified: false });
  expect(await roundTrip(browser, "/link-social", "github")).toMatch(/\/failed\?.*error=/);
  expect((await ada.api.account.waysIn()).linked).toEqual([]);
});

test("the last way in is never unlinked, also when two are unlinked at the same moment", async () => {
  const grace = somebody();
  provider.be(grace);
  const browser = makeBrowser();
  await roundTrip(browser, "/sign-in/social", "github");
  const api = apiOf(browser.headers());
  const [first] = (await api.account.waysIn()).linked;
  await expect(api.account.unlink({ id: first?.id ?? "" })).rejects.toMatchObject({ code: "CONFLICT" });

  provider.be(somebody());
  await roundTrip(browser, "/link-social", "google");
  const { linked } = await api.account.waysIn();
  expect(linked).toHaveLength(2);
  const outcomes = await Promise.allSettled(linked.map(({ id }) => api.account.unlink({ id })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await api.account.waysIn()).linked).toHaveLength(1);
});

test("who has no password confirms by a sign-in of the last minutes, and turns two-factor on without one", async () => {
  provider.be(somebody());
  const browser = makeBrowser();
  await roundTrip(browser, "/sign-in/social", "github");
  const api = apiOf(browser.headers());
  expect(await api.account.email.requestChange({ newEmail: "elsewhere@example.org" })).toEqual({
    delivery: "outbox",
  });
  expect((await browser.ask("/two-factor/enable", {})).status).toBe(200);
  const [session] = await api.account.session.list();
  await asOwner(async (tx) => {
    const { session: table } = await import("@/db/schema");
    await tx
      .update(table)
      .set({ createdAt: new Date(Date.now() - 11 * 60_000) })
      .where(eq(table.id, session?.id ?? ""));
  });
  await expect(api.account.email.requestChange({ newEmail: "elsewhere@example.org" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
