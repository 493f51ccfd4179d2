import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { type Fleet, startFleet } from "@/tests/support/fleet/fleet";
import { buildPostgres } from "@/tests/support/postgres/build-postgres";
import { type EmbeddedPostgres, startEmbedded } from "@/tests/support/postgres/embedded";
import { tries } from "@/tests/support/tries";

// A server of its own, because it is stopped and started; at random moments something is taken away.
const POINTS = tries(4, 20);
const FILES = 24;
// Beyond what the same work takes undisturbed in the same run: machines differ, and so does what else they do.
const DRAINED_WITHIN_MS = 5_000;
const runs = inject("reachedBy") === "pg" && !process.env.TEST_DATABASE_URL;

let postgres: EmbeddedPostgres;
let fleet: Fleet;
let cookie: string;
const embeddings = await startEmbeddingServer({ delayMs: 10 });

beforeAll(async () => {
  if (!runs) return;
  postgres = await startEmbedded(await buildPostgres(path.resolve(".cache/postgres")), { durable: true });
  fleet = await startFleet(postgres.url, { EMBEDDING_BASE_URL: embeddings.baseUrl, EMBEDDING_MODEL: "fake" });
  cookie = await fleet.signUp("ada@example.org");
  const folder = path.join(fleet.sources, "code");
  mkdirSync(folder);
  for (let index = 0; index < FILES; index++)
    writeFileSync(
      path.join(folder, `file-${index}.ts`),
      `/** Adds ${index}. */\nexport const add = (n: number) => n + ${index};\n`,
    );
}, 120_000);

afterAll(async () => {
  fleet?.stop();
  embeddings.close();
  await postgres?.stop();
});

/** Takes something away; resolves when work may go on: where one process is killed, that is at once. */
type Strike = () => Promise<{ isWhole: Promise<unknown> }>;

const NOTHING = "nothing is taken away";
const faults: Record<string, Strike> = {
  [NOTHING]: async () => ({ isWhole: Promise.resolve() }),
  "a web process is killed": async () => ({ isWhole: fleet.replace(any(fleet.webs)) }),
  "a worker is killed": async () => ({ isWhole: fleet.replace(any(fleet.workers)) }),
  "all connections are ended": async () => {
    await ask(endConnections);
    return { isWhole: Promise.resolve() };
  },
  "Postgres is stopped at once and started": async () => {
    postgres.stopAtOnceAndStart(300);
    await sleep(100);
    await untilAnswering();
    return { isWhole: Promise.resolve() };
  },
};
const endConnections = `select pg_terminate_backend(pid) from pg_stat_activity
  where pid <> pg_backend_pid() and backend_type = 'client backend'`;

describe.runIf(runs)("two web processes and two workers on one Postgres", () => {
  test(`lose nothing and do nothing twice, at ${POINTS} random moments`, {
    timeout: 60_000 + POINTS * 20_000,
  }, async () => {
    const acknowledged = new Map<string, string[]>();
    const kinds = Object.entries(faults);
    const drainedMs = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
    // Every fifth time nothing is taken away: what the rest is compared with.
    for (let point = 0; point < (POINTS * 5) / 4; point++) {
      const [name, strike] = at(kinds, point % kinds.length);
      const work = [0, 1, 2].map((part) => add(`point ${point} part ${part}`, acknowledged));
      await sleep(Math.random() * 700);
      const { isWhole } = await strike();
      const startedMs = performance.now();
      await Promise.all(work);
      await untilDrained();
      drainedMs.get(name)?.push(Math.round(performance.now() - startedMs));
      await isWhole;
    }
    console.info("drained after, in ms:", Object.fromEntries(drainedMs));
    expect(fleet.webs.flatMap(({ process }) => process.unasked)).toEqual([]);
    expect(fleet.workers.flatMap(({ unasked }) => unasked)).toEqual([]);
    const kept = await ask(`select r.id, r.name, r.generation, r.indexing_status as status,
      (select count(*)::int from index_run i where i.repository_id = r.id) as runs,
      (select count(*)::int from audit_event a where a.entity_id = r.id and a.action like 'repository.create%') as events,
      (select md5(string_agg(f.path || f.content_hash || coalesce(f.last_generation, 0) || c.position || md5(c.embedding::text), ' '
        order by f.path, c.position)) from file f join document_chunk c on c.file_id = f.id where f.repository_id = r.id) as index
      from repository r order by r.created_at`);
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged.keys()]));
    expect(acknowledged.size).toBeGreaterThan(POINTS);
    const [first] = kept;
    expect(first?.index).toEqual(expect.any(String));
    for (const one of kept) {
      expect(one).toMatchObject({
        generation: 1,
        status: "completed",
        runs: 1,
        events: 1,
        index: first?.index,
      });
      const names = acknowledged.get(String(one.id));
      if (names) expect(names).toContain(one.name);
    }
    const undisturbedMs = Math.max(...(drainedMs.get(NOTHING) ?? []));
    for (const [name, figures] of drainedMs) {
      const slowestMs = Math.max(0, ...figures);
      expect.soft(slowestMs, name).toBeLessThanOrEqual(undisturbedMs + DRAINED_WITHIN_MS);
    }
  });
});

/** Adds a repository through one of the web processes and renames it through another; what was answered is noted. */
async function add(name: string, acknowledged: Map<string, string[]>): Promise<void> {
  try {
    const folder = path.join(fleet.sources, "code");
    const api = () => fleet.apiAt(any(fleet.webs), cookie).repository;
    const { id } = await api().createFromFolder.mutate({ name, path: folder });
    const renamed = `${name}, renamed`;
    acknowledged.set(id, [name, renamed]);
    await api().rename.mutate({ id, name: renamed });
    acknowledged.set(id, [renamed]);
  } catch {
    // Not acknowledged: it may have happened or not, but wholly.
  }
}

function any<One>(these: One[]): One {
  return at(these, Math.floor(Math.random() * these.length));
}

function at<One>(these: One[], index: number): One {
  const one = these[index];
  if (one === undefined) throw new Error("There is none.");
  return one;
}

async function untilDrained(): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [row] =
      await ask(`select (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs,
      (select count(*)::int from index_run where status in ('queued', 'running')) as runs`);
    if (row?.jobs === 0 && row.runs === 0) return;
    if (Date.now() > deadline)
      throw new Error(`After a minute there are still ${row?.jobs} jobs and ${row?.runs} runs.`);
    await sleep(50);
  }
}

async function untilAnswering(): Promise<void> {
  while (
    !(await ask("select 1").then(
      () => true,
      () => false,
    ))
  )
    await sleep(20);
}

async function ask(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
