import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { sameOriginPath } from "@/app/(auth)/same-origin-path";
import { getAuth } from "@/server/auth";
import { env } from "@/server/env";
import { trustedOrigins } from "@/server/trusted-origins";
import { redirectAttacks, staysHere } from "@/tests/support/redirect-attacks";
import { type Person, signUp } from "@/tests/support/sign-up";

const HERE = "http://localhost:3000";
const trusted = trustedOrigins(HERE, []);
const attacks = redirectAttacks(HERE);
let ada: Person;

beforeAll(async () => {
  ada = await signUp();
});

interface Endpoint {
  path: string;
  method: "GET" | "POST";
  fields: string[];
  body?: Record<string, unknown>;
  query?: Record<string, string>;
}

const places = ["callbackURL", "redirectTo", "errorCallbackURL", "newUserCallbackURL"];

/** Every endpoint of Better Auth that takes an address to go to, and every name it may have. */
const endpoints: Endpoint[] = [
  {
    path: "/sign-in/email",
    method: "POST",
    fields: places,
    body: { email: "nobody@example.org", password: "long enough" },
  },
  {
    path: "/sign-up/email",
    method: "POST",
    fields: places,
    body: { email: "taken@example.org", name: "A", password: "long enough a one" },
  },
  { path: "/sign-in/social", method: "POST", fields: places, body: { provider: "github" } },
  { path: "/request-password-reset", method: "POST", fields: places, body: { email: "nobody@example.org" } },
  { path: "/send-verification-email", method: "POST", fields: places, body: { email: "nobody@example.org" } },
  { path: "/sign-out", method: "POST", fields: places, body: {} },
  { path: "/reset-password/made-up-token", method: "GET", fields: places },
  { path: "/verify-email", method: "GET", fields: places, query: { token: "made-up" } },
  { path: "/callback/github", method: "GET", fields: places, query: { code: "c", state: "made-up" } },
  { path: "/error", method: "GET", fields: places, query: { error: "x" } },
];

async function ask(endpoint: Endpoint, field: string, target: string, headers = new Headers()) {
  const url = new URL(`${HERE}/api/auth${endpoint.path}`);
  for (const [name, value] of Object.entries(endpoint.query ?? {})) url.searchParams.set(name, value);
  if (endpoint.method === "GET") url.searchParams.set(field, target);
  const request = new Request(url, {
    method: endpoint.method,
    redirect: "manual",
    headers: new Headers([...headers, ["origin", HERE], ["content-type", "application/json"]]),
    ...(endpoint.method === "POST" ? { body: JSON.stringify({ ...endpoint.body, [field]: target }) } : {}),
  });
  const answer = await (await getAuth()).handler(request);
  const body: unknown = await answer.json().catch(() => undefined);
  const url2 = typeof body === "object" && body !== null && "url" in body ? body.url : undefined;
  return {
    status: answer.status,
    leadsTo: [answer.headers.get("location"), url2].filter((to) => typeof to === "string"),
  };
}

test("there are at least twenty forms of the attack, each of which a browser may take for another site", () => {
  expect(attacks.length).toBeGreaterThanOrEqual(20);
  expect(new Set(attacks).size).toBe(attacks.length);
  expect(attacks.filter((target) => !staysHere(target, HERE, trusted)).length).toBeGreaterThanOrEqual(20);
});

for (const endpoint of endpoints) {
  test(`${endpoint.path} leads nobody to another site, in whatever field and form it is asked to`, async () => {
    const led: string[] = [];
    for (const field of endpoint.fields) {
      for (const target of attacks) {
        const { status, leadsTo } = await ask(endpoint, field, target, ada.headers);
        if (status >= 500) led.push(`${field}=${target}: ${status}`);
        for (const to of leadsTo) if (!staysHere(to, HERE, trusted)) led.push(`${field}=${target}: ${to}`);
      }
    }
    expect(led).toEqual([]);
  }, 120_000);
}

test("a mailed link leads nowhere else, because one that would is never mailed", async () => {
  const reset = endpoints.find(({ path }) => path === "/request-password-reset");
  if (!reset) throw new Error("The endpoint is not in the list.");
  const endpoint = { ...reset, body: { email: ada.email } };
  for (const target of attacks) {
    if (staysHere(target, HERE, trusted)) continue;
    const { status } = await ask(endpoint, "redirectTo", target);
    expect([target, status]).toEqual([target, 403]);
  }
  expect((await ask(endpoint, "redirectTo", "/reset-password")).status).toBe(200);
});

test("our own `next` leads to a page of this site, or to its start", () => {
  for (const target of attacks) {
    const path = sameOriginPath(target);
    expect([target, staysHere(path, HERE, [HERE]), path.startsWith("//")]).toEqual([target, true, false]);
    for (const layer of [encodeURIComponent(target), `/${target}`, `/search/../${target}`]) {
      expect([layer, staysHere(sameOriginPath(layer), HERE, [HERE])]).toEqual([layer, true]);
    }
  }
});

test("no page but the sign-in's own takes an address to go to from the address bar", () => {
  // Whoever adds another redirect from a parameter takes `sameOriginPath` as well, and comes by here.
  const source = readFileSync("app/(auth)/next-of-stranger.ts", "utf8");
  expect(source).toContain("sameOriginPath(await oneParameter(searchParams, ");
  expect(env.BETTER_AUTH_URL).toBe(HERE);
});
