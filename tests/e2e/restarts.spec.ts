import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort, type ProductionServer, startProductionServer } from "../support/production-server";
import { ask, follow } from "../support/strict-client";
import { expect, test } from "./test";

const RESTARTS = Number(process.env.RESTARTS ?? 20);
const FILES = 400;

test.describe.configure({ mode: "serial" });
test.setTimeout(400_000);

let folder = "";
let server: ProductionServer;
let start: () => Promise<ProductionServer>;
let url = "";

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "carrel-restarts-"));
  writeSource(path.join(folder, "source"));
  const port = await freePort();
  start = () =>
    startProductionServer({
      dataDir: path.join(folder, "data"),
      port,
      env: { LOCAL_SOURCES: folder, CONNECTIONS_FILE: path.join(folder, "connections") },
      preload: "tests/support/record-connections.mjs",
    });
  server = await start();
  url = server.url;
});

test.afterAll(async () => {
  await server.stop("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test(`${RESTARTS} restarts under load lose no accepted request, no acknowledged write and no index run`, async () => {
  const headers = await signUp();
  const call = caller(headers);
  const { id } = await call<{ id: string }>("repository.createFromFolder", {
    name: "restarts",
    path: path.join(folder, "source"),
  });
  const stream = follow(`${url}/api/trpc/repository.onProgress`, headers);
  const keepAlive = new http.Agent({ keepAlive: true });
  const load = { answered: 0, written: [] as string[], lost: [] as string[], isOver: false };
  const clients = [0, 1, 2, 3, 4, 5].map(async (number) => {
    const mine = caller(headers, number % 2 === 0 ? keepAlive : undefined);
    for (let turn = 0; !load.isOver; turn++) {
      const name = `client ${number} turn ${turn}`;
      try {
        if (turn % 10 === 0) {
          await mine("organization.create", { name });
          load.written.push(name);
        } else await mine("organization.list");
        load.answered += 1;
      } catch (error) {
        load.lost.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await setTimeout(Math.random() * 20);
    }
  });
  const tookMs: number[] = [];
  for (let restart = 0; restart < RESTARTS; restart++) {
    // Each restart meets a load, however slow the machine is.
    const enough = load.answered + 20;
    await setTimeout(300 + Math.random() * 700);
    await expect.poll(() => load.answered, { timeout: 30_000 }).toBeGreaterThan(enough);
    const from = performance.now();
    expect(await server.stop("SIGTERM"), server.printed()).toBe(0);
    tookMs.push(performance.now() - from);
    server = await start();
  }
  load.isOver = true;
  await Promise.all(clients);
  await stream.leave();
  keepAlive.destroy();
  console.info(
    `${load.answered} answered, ${load.written.length} written, ${load.lost.length} lost, ${unread} reset by the kernel and sent again; stopping took at most ` +
      `${Math.round(Math.max(...tookMs))} ms; the stream was opened ${stream.seen.opened} times`,
  );
  expect(load.lost).toEqual([]);
  expect(load.answered).toBeGreaterThan(RESTARTS * 20);
  expect(stream.seen.errors).toEqual([]);
  expect(stream.seen.opened).toBeGreaterThan(RESTARTS);

  const { organizations } = await call<{ organizations: { id: string; name: string }[] }>(
    "organization.list",
  );
  const kept = new Set(organizations.map(({ name }) => name));
  expect(load.written.filter((name) => !kept.has(name))).toEqual([]);

  // The run belongs to the first organization; the writers have changed the active one since.
  const own = organizations.find(({ name }) => !name.startsWith("client "));
  await call("organization.setActive", { organizationId: own?.id });
  await expect
    .poll(async () => (await call<{ run: { status: string } }>("repository.get", { id })).run.status, {
      timeout: 120_000,
    })
    .toBe("completed");
  const { run } = await call<{ run: { filesIndexed: number; embeddings: number; chunks: number } }>(
    "repository.get",
    { id },
  );
  expect(run.filesIndexed).toBe(FILES);
});

async function signUp(): Promise<Record<string, string>> {
  const answer = await ask(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { origin: url },
    body: { name: "Ada", email: "ada@example.org", password: "correct horse battery" },
  });
  expect(answer.status, answer.text).toBe(200);
  const cookie = (answer.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  return { cookie, origin: url };
}

function caller(headers: Record<string, string>, agent?: http.Agent) {
  return async <T>(procedure: string, input?: unknown): Promise<T> => {
    const isQuery = /\.(list|get)$/.test(procedure);
    const query =
      isQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify({ json: input }))}` : "";
    const answer = await ask(`${url}/api/trpc/${procedure}${query}`, {
      method: isQuery ? "GET" : "POST",
      headers,
      ...(isQuery ? {} : { body: { json: input } }),
      ...(agent ? { agent } : {}),
      wasTakenUp,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text).result.data.json as T;
  };
}

let unread = 0;

function wasTakenUp(localPort: number, sinceMs: number): boolean {
  const file = path.join(folder, "connections");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  const wasRead = lines.some((line) => {
    const [port, atMs] = line.split(" ").map(Number);
    return port === localPort && (atMs ?? 0) >= sinceMs;
  });
  if (!wasRead) unread += 1;
  return wasRead;
}

function writeSource(root: string): void {
  mkdirSync(root, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const parts = [0, 1, 2, 3].map(
      (part) =>
        `/** Part ${part} of file ${index}. */\nexport function part${part}of${index}() {\n  return ${index} * ${part};\n}\n`,
    );
    writeFileSync(path.join(root, `file-${index}.ts`), parts.join("\n"));
  }
}
