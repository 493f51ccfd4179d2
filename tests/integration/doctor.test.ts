import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, expect, inject, test } from "vitest";
import { checkDatabase } from "@/cli/doctor/check-database";
import { openServer } from "@/cli/doctor/open-connection";
import { lockDirectory } from "@/db/directory-lock";
import { newBlobKey } from "@/server/blob/blob-key";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { env } from "@/server/env";
import { uploadDocument } from "@/tests/support/documents";
import { asOwner } from "@/tests/support/proof/owner";
import { signUp } from "@/tests/support/sign-up";

// The command connects by itself, as the owner: how the product reaches the server is nothing to it.
const isServer = inject("reachedBy") === "pg";
const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function diagnose() {
  const connection = await openServer(env.DATABASE_URL);
  try {
    return await checkDatabase({ owner: connection, product: connection, isEmbedded: false });
  } finally {
    await connection.close();
  }
}

const problems = async () => (await diagnose()).filter(({ level }) => level !== "good");

/** What the doctor finds between a breakage and its mending. */
async function whileBroken(breakage: string, mending: string) {
  await asOwner((tx) => tx.execute(sql.raw(breakage)));
  try {
    return (await problems()).map(({ level, text }) => `${level}: ${text}`).join("\n");
  } finally {
    await asOwner((tx) => tx.execute(sql.raw(mending)));
  }
}

test.runIf(isServer)("a fresh server has nothing wrong but a superuser for its user", async () => {
  expect(await problems()).toEqual([
    { level: "warning", text: expect.stringContaining("is a superuser"), fix: expect.any(String) },
  ]);
});

test.runIf(isServer).each([
  [
    "row security that is not forced",
    "alter table file no force row level security",
    "alter table file force row level security",
    /bad: Row security does not hold on file/,
  ],
  [
    "row security that is off",
    "alter table repository disable row level security",
    "alter table repository enable row level security",
    /bad: Row security does not hold on repository/,
  ],
  [
    "a table that forgot row security",
    "create table forgotten (id text, organization_id text)",
    "drop table forgotten",
    /bad: Row security does not hold on forgotten/,
  ],
  [
    "a run-time role that owns a table",
    "create table owned (id text); alter table owned owner to app_tenant",
    "drop table owned",
    /bad: Roles may do more than they should: app_tenant/,
  ],
  [
    "a migration that has not run",
    "create table kept as select * from drizzle.__drizzle_migrations; delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from kept)",
    "insert into drizzle.__drizzle_migrations select * from kept k where not exists (select from drizzle.__drizzle_migrations m where m.id = k.id); drop table kept",
    /warning: 1 migrations are pending/,
  ],
  [
    "a newer version's migration",
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 99999999999999)",
    "delete from drizzle.__drizzle_migrations where hash = 'x'",
    /bad: The database holds 1 migrations that this version does not know/,
  ],
  [
    "a job that waits for a worker",
    "insert into pgboss.job (name, data, start_after) values ('index-run', '{}', now() - interval '10 minutes')",
    "delete from pgboss.job",
    /warning: 1 jobs wait, 0 are under way, the oldest since 10 minutes/,
  ],
  [
    "a job whose worker is gone",
    "insert into pgboss.job (name, data, state, started_on, heartbeat_on, heartbeat_seconds) values ('index-run', '{}', 'active', now() - interval '1 hour', now() - interval '1 hour', 20)",
    "delete from pgboss.job",
    /warning: 1 jobs were taken up by a worker that has given no sign of life/,
  ],
  [
    "a job that failed for good",
    "insert into pgboss.job (name, data, state) values ('index-run', '{}', 'failed')",
    "delete from pgboss.job",
    /warning: 1 jobs failed for good/,
  ],
  [
    "an extension that is too old",
    "create table kept as select extversion from pg_extension where extname = 'vector'; update pg_extension set extversion = '0.7.4' where extname = 'vector'",
    "update pg_extension set extversion = (select extversion from kept) where extname = 'vector'; drop table kept",
    /bad: The extension vector is 0\.7\.4, and Carrel needs 0\.8/,
  ],
])("%s is found, and gone when it is mended", async (_, breakage, mending, expected) => {
  expect(await whileBroken(breakage, mending)).toMatch(expected);
  expect((await problems()).map(({ text }) => text)).toEqual([expect.stringContaining("is a superuser")]);
});

test.runIf(isServer)(
  "an uploaded file that is lost is found, and so is one that belongs to nobody",
  async () => {
    const ada = await signUp();
    await uploadDocument(ada, { name: "birds.md", bytes: "Herons wade." });
    // As if it had been there for long: what came just now may be under way.
    await asOwner((tx) => tx.execute(sql`update document_blob set created_at = now() - interval '1 day'`));
    const store = getBlobStore();
    const [stored] = await Array.fromAsync(store.list(ada.organizationId));
    const key = stored?.key ?? "";
    await store.remove(key);
    const stranger = newBlobKey("nobody here", "x");
    await store.put(stranger, Buffer.from("x"));
    expect((await problems()).slice(1).map(({ level, text }) => `${level}: ${text}`)).toEqual([
      `bad: 1 of 1 uploaded files are missing: ${key}`,
      expect.stringMatching(/^warning: 1 files in .* belong to no organization of this database/),
    ]);
    await store.put(key, Buffer.from("Herons wade."));
    await store.remove(stranger);
    expect(await problems()).toHaveLength(1);
  },
);

test.runIf(!isServer)(
  "while the app has the embedded database, the command says which process and what it could not check",
  { timeout: 90_000 },
  async () => {
    mkdirSync(path.join(folder, "pglite"));
    writeFileSync(path.join(folder, "pglite", "PG_VERSION"), "18");
    const release = lockDirectory(folder);
    try {
      const { status, printed } = await runDoctor(["--json"]);
      const report = JSON.parse(printed) as { status: number; findings: { level: string; text: string }[] };
      expect(status).toBe(report.status);
      const lock = report.findings.find(({ text }) => text.includes("has the embedded database open"));
      expect(lock).toMatchObject({
        level: "warning",
        text: expect.stringContaining(`Process ${process.pid} `),
      });
      expect(lock?.text).toContain(
        "migrations, roles, row security, queue, embedding models and uploaded files were not checked",
      );
    } finally {
      release();
    }
  },
);

test.runIf(!isServer)(
  "a server that does not answer ends the command with 1 and says where to look",
  { timeout: 90_000 },
  async () => {
    const { status, printed } = await runDoctor([], {
      DATABASE_URL: "postgres://carrel:canary@127.0.0.1:9/carrel",
    });
    expect(status).toBe(1);
    expect(printed).toMatch(/✗ The Postgres server cannot be asked: .*ECONNREFUSED/);
    expect(printed).toContain("Check DATABASE_URL");
    expect(printed).not.toContain("canary");
  },
);

async function runDoctor(options: string[], variables: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", "cli/doctor.ts", ...options],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, DATA_DIR: folder, DATABASE_URL: `pglite:${folder}`, ...variables },
    },
  );
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, printed };
}
