import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { GET as readFigures } from "@/app/metrics/route";
import { GET as readReady } from "@/app/ready/route";
import { getDatabase } from "@/db/client";
import { env } from "@/server/env";
import { mayLookInside } from "@/server/operation/may-look-inside";
import { makeScrubber, redactFields } from "@/server/operation/redact";
import { currentRequest, type RequestScope, requestScopes } from "@/server/operation/request-scope";
import { createContext } from "@/server/trpc/context";
import { asOwner } from "@/tests/support/proof/owner";
import { signUp } from "@/tests/support/sign-up";

const TOKEN = "a token that is long enough";
const publicAddress = "https://carrel.example.org";
const ownAddress = env.BETTER_AUTH_URL;

afterEach(() => {
  delete env.METRICS_TOKEN;
  env.BETTER_AUTH_URL = ownAddress;
});

const request = (headers: Record<string, string> = {}) =>
  new Request("http://localhost:3000/metrics", { headers: { host: "localhost:3000", ...headers } });

const REQUEST_ID = "0198f0aa-7e2b-7000-8000-000000000001";
const scope = (isDirect: boolean): RequestScope => ({ requestId: REQUEST_ID, isDirect, address: null });

test("without a token only this machine sees the figures, and only where nothing speaks for a proxy", () => {
  const sees = (isDirect: boolean, headers: Record<string, string> = {}) =>
    requestScopes.run(scope(isDirect), () => mayLookInside(request(headers)));
  expect(sees(true)).toBe(true);
  expect(sees(true, { host: "127.0.0.1:3000" })).toBe(true);
  expect(sees(true, { host: "[::1]:3000" })).toBe(true);
  expect(sees(false)).toBe(false);
  expect(sees(true, { host: "carrel.example.org" })).toBe(false);
  expect(sees(true, { host: "127.0.0.1.example.org" })).toBe(false);
  expect(mayLookInside(request())).toBe(false);
  env.BETTER_AUTH_URL = publicAddress;
  expect(sees(true)).toBe(false);
});

test("with a token whoever sends it sees the figures, and being on this machine is not enough", () => {
  env.METRICS_TOKEN = TOKEN;
  const sees = (authorization?: string) =>
    requestScopes.run(scope(true), () => mayLookInside(request(authorization ? { authorization } : {})));
  expect(sees()).toBe(false);
  expect(sees(TOKEN)).toBe(false);
  expect(sees(`Bearer ${TOKEN.slice(1)}`)).toBe(false);
  expect(sees(`Bearer ${"x".repeat(TOKEN.length)}`)).toBe(false);
  env.METRICS_TOKEN = "a-token-without-spaces";
  expect(sees("Bearer a-token-without-spaces")).toBe(true);
});

test("to strangers there is no page with figures", async () => {
  const answer = await readFigures(request());
  expect(answer.status).toBe(404);
});

test("figures of the queue come from the database, and say when it cannot be asked", async () => {
  const figures = await requestScopes.run(scope(true), async () => (await readFigures(request())).text());
  expect(figures).toMatch(/^carrel_queue_jobs\{queue="index-run",state="waiting"\} 0$/m);
  expect(figures).toMatch(/^carrel_database_up 1$/m);
  await asOwner((tx) => tx.execute(sql`revoke select on pgboss.job from app_queue`));
  try {
    const broken = await requestScopes.run(scope(true), async () => (await readFigures(request())).text());
    expect(broken).toMatch(/^carrel_database_up 0$/m);
  } finally {
    await asOwner((tx) => tx.execute(sql`grant select on pgboss.job to app_queue`));
  }
});

test("a process that is not ready says why to the operator, and only that it is not to strangers", async () => {
  expect((await readReady(request())).status).toBe(200);
  await asOwner((tx) => tx.execute(sql`revoke select on pgboss.queue from app_queue`));
  try {
    const stranger = await readReady(request());
    expect(stranger.status).toBe(503);
    expect(await stranger.json()).toEqual({ ready: false });
    const operator = await requestScopes.run(scope(true), () => readReady(request()));
    expect(await operator.json()).toEqual({
      ready: false,
      reasons: [expect.stringContaining("queue of background work")],
    });
  } finally {
    await asOwner((tx) => tx.execute(sql`grant select on pgboss.queue to app_queue`));
  }
});

test("what goes wrong is told with the number of the request, which then knows who asked", async () => {
  const ada = await signUp();
  await requestScopes.run(scope(true), async () => {
    const context = createContext(ada.headers);
    expect(context.correlationId).toBe(REQUEST_ID);
    await context.caller();
    expect(currentRequest()).toMatchObject({ userId: ada.userId, organizationId: ada.organizationId });
  });
});

test("a statement that fails leaves none of its values in the log", async () => {
  const { orm } = await getDatabase();
  const error: unknown = await orm
    .execute(sql`insert into session (id, token) values (${"canary-id"}, ${"canary-token"})`)
    .catch((reason: unknown) => reason);
  expect(String(error)).toContain("canary-token");
  const line = makeScrubber([])(JSON.stringify(redactFields({ err: error })));
  expect(line).toContain("insert into session");
  expect(line).not.toContain("canary");
});
