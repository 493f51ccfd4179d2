import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { freePort, type ProductionServer, startProductionServer } from "../support/production-server";
import { expect, test } from "./test";

// A server of their own for each part: limits are counted by address, and all of these come from one.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const folders: string[] = [];
const servers: ProductionServer[] = [];

async function start(env: Record<string, string>): Promise<string> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "carrel-attack-"));
  folders.push(dataDir);
  const server = await startProductionServer({ dataDir, port: await freePort(), env });
  servers.push(server);
  return server.url;
}

test.afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

type Sent = Record<string, string | string[]>;

/** One request as it is written: no path is cleaned up, no header left out, no redirect followed. */
function send(url: string, target: string, headers: Sent = {}, body?: string, method = "POST") {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = http.request(
      { hostname, port, method, path: target, agent: false, headers },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: `${answer.headers.location ?? ""} ${text}` }),
        );
      },
    );
    request.on("error", reject).end(body);
  });
}

const guess = JSON.stringify({ email: "nobody@example.org", password: "a guess that is long" });
const SIGN_IN = "/api/auth/sign-in/email";
const trySignIn = async (url: string, headers: Sent = {}, target = SIGN_IN) =>
  (await send(url, target, { origin: url, "content-type": "application/json", ...headers }, guess)).status;

/** Guesses until the limit answers. */
async function exhaust(url: string, headers: Sent = {}): Promise<void> {
  for (let tries = 0; tries < 6; tries++) if ((await trySignIn(url, headers)) === 429) return;
  throw new Error("Nobody was stopped after six guesses.");
}

test("with no trusted proxy, no header and no spelling of the path gives a stopped guesser another try", async () => {
  const url = await start({ RATE_LIMIT: "on" });
  const headers: Sent[] = [
    { "x-forwarded-for": "198.51.100.1" },
    { "x-forwarded-for": ["198.51.100.1", "198.51.100.2"] },
    { "X-FORWARDED-FOR": "2001:db8::1" },
    { "x-forwarded-for": "::ffff:127.0.0.1" },
    { "x-forwarded-for": "127.0.0.1, 198.51.100.3" },
    { "x-real-ip": "198.51.100.4" },
    { "x-client-ip": "198.51.100.4" },
    { "cf-connecting-ip": "198.51.100.5" },
    { "true-client-ip": "198.51.100.5" },
    { forwarded: "for=198.51.100.6" },
    { "x-carrel-client-address": "198.51.100.7" },
    { "x-carrel-client-address": ["198.51.100.7", "198.51.100.8"] },
  ];
  for (const sent of headers) {
    await exhaust(url);
    expect([sent, await trySignIn(url, sent)]).toEqual([sent, 429]);
  }
  // What is another address to the router is refused; what is the same one to it is counted as the same.
  const targets = [
    "//api/auth/sign-in/email",
    "/api//auth/sign-in/email",
    "/api/auth//sign-in/email",
    "/api/auth/sign-in//email",
    "/api/auth/sign-in/email/",
    "/api/auth/sign-in/email//",
    "/api/auth/./sign-in/email",
    "/api/auth/x/../sign-in/email",
    "/API/auth/sign-in/email",
    "/api/auth/SIGN-IN/email",
    "/api/auth/sign-in/%65mail",
    "/api/auth/sign%2Din/email",
    "/api/auth/sign-in%2Femail",
    "/api/auth/sign-in%5Cemail",
    "/api/auth/sign-in\\email",
    "/api/auth/sign-in/email?x=1",
    "/api/auth/sign-in/email;x=1",
    "/api/auth/sign-in/email%00",
    "/api/auth/sign-in/email%20",
  ];
  for (const target of targets) {
    await exhaust(url);
    // 401 would be the answer of somebody who has looked at the password.
    expect([target, await trySignIn(url, {}, target)]).not.toEqual([target, 401]);
    expect([target, await trySignIn(url, {}, target)]).not.toEqual([target, 200]);
  }
});

test("behind one trusted proxy its own entry counts: what stands before it, and how it is spelt, does not", async () => {
  const url = await start({ RATE_LIMIT: "on", TRUSTED_PROXIES: "1" });
  const via = (list: string | string[]): Sent => ({ "x-forwarded-for": list });
  await exhaust(url, via("192.0.2.1"));
  for (const list of [
    "198.51.100.1, 192.0.2.1",
    "2001:db8::5,192.0.2.1",
    ["203.0.113.5", "192.0.2.1"],
    "::ffff:192.0.2.1",
    "::FFFF:c000:201",
    "192.0.2.1:4711",
  ]) {
    await exhaust(url, via("192.0.2.1"));
    expect([list, await trySignIn(url, via(list))]).toEqual([list, 429]);
  }
  expect(await trySignIn(url, via("192.0.2.2"))).toBe(401);
  await exhaust(url, via("2001:db8:1:2::1"));
  expect(await trySignIn(url, via("2001:db8:1:2:ffff::9"))).toBe(429);
  expect(await trySignIn(url, via("2001:DB8:0001:0002:0:0:0:7"))).toBe(429);
  expect(await trySignIn(url, via("2001:db8:1:3::1"))).toBe(401);
});

test("no form of asking for a page shows a stranger anything of an organization, nor opens an endpoint", async () => {
  const url = await start({});
  const name = "Canaryoforganization";
  const body = JSON.stringify({ name, email: "canary@example.org", password: "correct horse battery" });
  const headers = { origin: url, "content-type": "application/json" };
  expect((await send(url, "/api/auth/sign-up/email", headers, body)).status).toBe(200);

  const pages = ["/settings/audit", "/settings/security-log", "/settings/organization", "/repositories", "/"];
  const forms = (page: string) => [
    page,
    `/${page}`,
    `//${page}`,
    `${page}/`,
    `${page}.rsc`,
    `${page}?_rsc=1abcd`,
    `${page}.segments/_tree.segment.rsc`,
    `/_next/data/build${page === "/" ? "/index" : page}.json`,
    page.replace("/", "/%2F"),
    page.replace("/", "/./"),
    page.replace("/", "/%2e/"),
    page.replaceAll("s", "%73"),
    `/en${page}`,
  ];
  const sent: Sent[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-segment-prefetch": "/_tree" },
    { "next-action": "a".repeat(42), accept: "text/x-component" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    {
      "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
    },
    { "x-middleware-rewrite": "/settings/audit" },
    { "x-nextjs-data": "1" },
    { "x-invoke-path": "/settings/audit", "x-invoke-status": "200" },
    { "x-matched-path": "/settings/audit" },
    { "x-original-url": "/settings/audit" },
  ];
  for (const page of pages) {
    for (const target of forms(page)) {
      for (const extra of sent) {
        const { status, text } = await send(url, target, extra, undefined, "GET");
        expect([target, extra, text.includes(name)]).toEqual([target, extra, false]);
        expect([target, extra, status < 500]).toEqual([target, extra, true]);
      }
    }
  }
  for (const target of ["/api/export", "//api/export", "/api/export/", "/api/export?x"]) {
    const asked = JSON.stringify({ log: "audit", format: "csv" });
    const { status, text } = await send(url, target, headers, asked);
    expect([target, status === 401 || status === 308]).toEqual([target, true]);
    expect(text).not.toContain(name);
  }
});
