import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbeddingServer } from "../support/embedding-server";
import { freePort, type ProductionServer, startProductionServer } from "../support/production-server";
import { ask } from "../support/strict-client";
import { startTraceCollector } from "../support/trace-collector";
import { expect, test } from "./test";

// One production server that logs everything, makes traces and knows secrets which must turn up nowhere.
const SECRETS = {
  BETTER_AUTH_SECRET: "canary-auth-secret-0123456789abcdef",
  ENCRYPTION_KEY: "canary-encryption-key-0123456789abcd",
  EMBEDDING_API_KEY: "canary-embedding-key-0123456789",
  METRICS_TOKEN: "canary-metrics-token-0123456789",
};
const PASSWORD = "canary-password-of-ada";
const WRONG_PASSWORD = "canary-password-mistyped";
const SEARCHED = "canarysearchedtext";

let folder = "";
let server: ProductionServer;
let collector: Awaited<ReturnType<typeof startTraceCollector>>;
let embeddings: Awaited<ReturnType<typeof startEmbeddingServer>>;
let session: Record<string, string> = {};

test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "carrel-operation-"));
  mkdirSync(path.join(folder, "source"));
  writeFileSync(path.join(folder, "source", "a.ts"), "export function first() {\n  return 1;\n}\n");
  collector = await startTraceCollector();
  embeddings = await startEmbeddingServer();
  server = await startProductionServer({
    dataDir: path.join(folder, "data"),
    port: await freePort(),
    env: {
      ...SECRETS,
      LOG_LEVEL: "trace",
      LOCAL_SOURCES: folder,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      EMBEDDING_BASE_URL: embeddings.baseUrl,
      EMBEDDING_MODEL: "fake",
    },
  });
});

test.afterAll(async () => {
  await server.stop("SIGKILL");
  collector.close();
  embeddings.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test("every answer carries the number of its request, and each line of its log names it with who asked", async () => {
  const signUp = await post("/api/auth/sign-up/email", {
    name: "Ada",
    email: "ada@example.org",
    password: PASSWORD,
  });
  expect(signUp.status, signUp.text).toBe(200);
  session = { cookie: (signUp.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ") };
  const chosen = await get("/api/trpc/organization.current", {
    ...session,
    "x-request-id": "chosen-by-proxy-1",
  });
  expect(chosen.headers["x-request-id"]).toBe("chosen-by-proxy-1");
  const made = await get("/sign-in", { "x-request-id": 'no good"\u00e9' });
  expect(made.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => linesOf("chosen-by-proxy-1").length).toBeGreaterThan(0);
  for (const line of linesOf("chosen-by-proxy-1")) {
    expect(line).toMatchObject({ userId: expect.any(String), organizationId: expect.any(String) });
  }
});

test("the doors for machines are open without a session, and tell strangers nothing", async () => {
  expect(JSON.parse((await get("/health")).text)).toEqual({ alive: true });
  expect(JSON.parse((await get("/ready")).text)).toEqual({ ready: true });
  // A token is set, so being on this machine is not enough.
  for (const headers of [
    {},
    { authorization: "Bearer wrong" },
    { authorization: SECRETS.METRICS_TOKEN },
    session,
  ]) {
    expect((await get("/metrics", headers)).status).toBe(404);
  }
});

test("the figures know requests, procedures, searches, embeddings, the queue and the process", async () => {
  const added = await post("/api/trpc/repository.createFromFolder", {
    json: { name: "figures", path: path.join(folder, "source") },
  });
  expect(added.status, added.text).toBe(200);
  const { id } = JSON.parse(added.text).result.data.json;
  const input = encodeURIComponent(JSON.stringify({ json: { id } }));
  await expect
    .poll(
      async () =>
        JSON.parse((await get(`/api/trpc/repository.get?input=${input}`, session)).text).result.data.json.run
          .status,
    )
    .toBe("completed");
  const search = encodeURIComponent(JSON.stringify({ json: { text: SEARCHED } }));
  expect((await get(`/api/trpc/search.query?input=${search}`, session)).status).toBe(200);
  await get("/api/trpc/made.up.path", session);

  const { status, text } = await get("/metrics", { authorization: `Bearer ${SECRETS.METRICS_TOKEN}` });
  expect(status).toBe(200);
  for (const line of [
    /^carrel_procedure_seconds_count\{procedure="search\.query",outcome="ok"\} 1$/m,
    /^carrel_search_seconds_count\{mode="hybrid"\} 1$/m,
    /^carrel_embeddings_total\{kind="code"\} [1-9]/m,
    /^carrel_index_runs_ended_total\{status="completed"\} 1$/m,
    /^carrel_index_runs\{status="running"\} 0$/m,
    /^carrel_index_lag_seconds 0$/m,
    /^carrel_queue_jobs\{queue="index-run",state="waiting"\} 0$/m,
    /^carrel_queue_oldest_seconds\{queue="index-run"\} 0$/m,
    /^carrel_database_connections\{state="waiting"\} 0$/m,
    /^carrel_database_up 1$/m,
    /^carrel_http_request_seconds_count\{kind="auth",status="2xx"\} 1$/m,
    /^process_resident_memory_bytes \d/m,
    /^nodejs_eventloop_lag_seconds /m,
  ]) {
    expect(text).toMatch(line);
  }
  expect(text).not.toContain("made.up");
  expect(text).not.toContain("figures");
});

test("a trace leads from the request over the procedure to its transactions, and holds no parameter", async () => {
  await get("/api/trpc/repository.list?input=%7B%22json%22%3A%7B%7D%7D", {
    ...session,
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  await expect
    .poll(
      () => collector.spans.filter(({ traceId }) => traceId === "0af7651916cd43dd8448eb211c80319c").length,
    )
    .toBeGreaterThan(2);
  const trace = collector.spans.filter(({ traceId }) => traceId === "0af7651916cd43dd8448eb211c80319c");
  const [http, procedure, transaction] = ["GET trpc", "procedure repository.list", "transaction"].map(
    (name) => trace.find((span) => span.name === name),
  );
  expect(http?.parentSpanId).toBe("b7ad6b7169203331");
  expect(procedure?.parentSpanId).toBe(http?.spanId);
  expect(transaction?.parentSpanId).toBe(procedure?.spanId);
  const names = new Set(collector.spans.map(({ name }) => name));
  expect(names).toContain("index slice");
  expect(names).toContain("embed");
  expect(names).toContain("background index-run");
});

test("neither log nor traces ever hold a secret, or what was searched", async () => {
  await post("/api/auth/sign-in/email", { email: "ada@example.org", password: WRONG_PASSWORD });
  await post("/api/auth/request-password-reset", { email: "ada@example.org", redirectTo: "/reset-password" });
  const mail = readFileSync(path.join(folder, "data", "outbox.jsonl"), "utf8");
  const token = /reset-password\/([\w-]+)/.exec(mail)?.[1] ?? "";
  expect(token.length).toBeGreaterThan(10);
  await get(`/api/auth/reset-password/${token}?callbackURL=%2Freset-password`);
  await get(`/reset-password?token=${token}`);
  await get("/api/trpc/organization.list", { authorization: "Bearer canary-bearer-0123456789" });
  const bearer = JSON.parse((await get("/api/auth/token", session)).text).token as string;
  await get("/api/trpc/organization.list", { authorization: `Bearer ${bearer}` });
  await post("/api/auth/change-password", {
    currentPassword: WRONG_PASSWORD,
    newPassword: `${PASSWORD}-2`,
  });
  await ask(`${server.url}/api/trpc/organization.create`, {
    method: "POST",
    body: "not what is expected",
    headers: session,
  });
  expect(await server.stop("SIGINT")).toBe(0);

  const cookie = (session.cookie ?? "").split("=").slice(1).join("=");
  const secrets = [
    ...Object.values(SECRETS),
    ...[PASSWORD, WRONG_PASSWORD, SEARCHED, token, "canary-bearer", bearer],
    ...[cookie, decodeURIComponent(cookie), cookie.slice(0, 20)],
  ];
  expect(server.printed()).toContain('"msg":"Carrel has stopped"');
  expect(server.printed().length).toBeGreaterThan(5_000);
  for (const secret of secrets) {
    expect(server.printed()).not.toContain(secret);
    expect(collector.received()).not.toContain(secret);
  }
});

const get = (target: string, headers: Record<string, string> = {}) =>
  ask(`${server.url}${target}`, { headers });

const post = (target: string, body: unknown) =>
  ask(`${server.url}${target}`, { method: "POST", body, headers: { ...session, origin: server.url } });

function linesOf(requestId: string): Record<string, unknown>[] {
  return server
    .printed()
    .split("\n")
    .filter((line) => line.startsWith("{") && line.includes(requestId))
    .map((line) => JSON.parse(line));
}
