import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { backupName } from "@/db/backup-manifest";
import { backupServerBeforeMigrating } from "@/db/backup-server";
import { queues } from "@/db/queues";
import { env } from "@/server/env";
import { findClientTools } from "@/tests/support/postgres/client-tools";
import { createDatabase } from "@/tests/support/postgres/databases";
import { signUp } from "@/tests/support/sign-up";
import { writeIndex } from "@/tests/support/write-index";

// The command connects by itself, as the owner: how the product reaches the server is nothing to it.
const isServer = inject("reachedBy") === "pg";
const found = isServer
  ? await findClientTools().catch((error: Error) => ({ reason: error.message }))
  : { reason: "it needs a server" };
const tools = typeof found === "string" ? found : undefined;
if (isServer && typeof found !== "string")
  console.info(`Not tested: dump and restore, because ${found.reason}`);

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-server-backup-"));
const path_ = process.env.PATH ?? "";
beforeAll(() => {
  process.env.PATH = `${tools}${path.delimiter}${path_}`;
});
afterAll(() => {
  process.env.PATH = path_;
  rmSync(folder, { recursive: true, force: true });
});

/** Asks as the owner; the last migration looks as if it had not run yet. */
const asIfPending = async (text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query(text);
    return /__drizzle_migrations$/.test(text) ? rows.slice(0, -1) : rows;
  } finally {
    await client.end();
  }
};

const options = { mode: "on", folder, url: "" } as const;

test.runIf(tools)(
  "what can be dumped can be restored: dump, restore and dump again are the same",
  {
    timeout: 120_000,
  },
  async () => {
    const ada = await signUp();
    await writeIndex(ada, "kept", [{ path: "a.ts", content: "export const kept = 1;" }]);
    const copy = await createDatabase(inject("databaseUrl"), "restored");
    try {
      const [first, second] = [path.join(folder, "first.dump"), path.join(folder, "second.dump")];
      expect(command("backup", env.DATABASE_URL, [first]).status).toBe(0);
      expect(statSync(first).mode & 0o777).toBe(0o600);
      const refused = command("restore", copy.url, [first]);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain("holds tables already");
      const restored = command("restore", copy.url, [first, "--force"]);
      expect(restored.status, restored.stderr).toBe(0);
      expect(command("backup", copy.url, [second]).status).toBe(0);
      expect(statements(first)).toContain(ada.email);
      expect(statements(second)).toBe(statements(first));
    } finally {
      await copy.drop();
    }
  },
);

test.runIf(tools)(
  "migrating a server that holds something takes a backup first, and keeps the last three",
  async () => {
    const backups = path.join(folder, "backups");
    mkdirSync(backups);
    for (const year of [2001, 2002, 2003]) {
      const name = backupName(new Date(year, 1), "before-migrating").replace(".tar.gz", ".dump");
      writeFileSync(path.join(backups, name), "");
    }
    const archive = await backupServerBeforeMigrating(asIfPending, {
      ...options,
      folder: backups,
      url: env.DATABASE_URL,
    });
    expect(statements(archive ?? "")).toContain("CREATE TABLE public.organization");
    expect(readdirSync(backups)).toHaveLength(3);
    expect(readdirSync(backups).some((name) => name.includes("2001"))).toBe(false);
  },
);

test.runIf(tools)("a server that needs no migration gets no backup", async () => {
  const nothingPending = async (text: string) => (await asIfPending(`${text} `)) as unknown[];
  expect(
    await backupServerBeforeMigrating(nothingPending, { ...options, url: env.DATABASE_URL }),
  ).toBeUndefined();
});

test.runIf(isServer)(
  "where no backup can be taken the reason is said, and with required nothing is migrated",
  async () => {
    const url = new URL(env.DATABASE_URL);
    url.password = "canary";
    const impossible = { ...options, url: url.href };
    const said: string[] = [];
    const warn = console.warn;
    console.warn = (text: string) => said.push(text);
    try {
      expect(await backupServerBeforeMigrating(asIfPending, impossible)).toBeUndefined();
      expect(await backupServerBeforeMigrating(asIfPending, { ...impossible, mode: "off" })).toBeUndefined();
    } finally {
      console.warn = warn;
    }
    expect(said).toEqual([
      expect.stringMatching(
        /^No backup was taken, and 1 migrations are about to run\. The user for backups cannot/,
      ),
      expect.stringMatching(/BACKUP_BEFORE_MIGRATING is off/),
    ]);
    expect(said.join()).not.toContain("canary");
    await expect(
      backupServerBeforeMigrating(asIfPending, { ...impossible, mode: "required" }),
    ).rejects.toThrow(/requires a backup first.*Nothing was changed/);
  },
);

test.runIf(tools)("a backup that was begun and failed stops the migration", async () => {
  const file = path.join(folder, "a file where the folder should be");
  writeFileSync(file, "");
  await expect(
    backupServerBeforeMigrating(asIfPending, { ...options, folder: file, url: env.DATABASE_URL }),
  ).rejects.toThrow(/nothing was changed/);
});

/**
 * The statements of a dump, without the marks that pg_restore draws anew each time, and without the moments at which
 * somebody last looked after the queues. A table's rows are sorted: a dump has them as they lie, and a changed one lies elsewhere.
 */
function statements(archive: string): string {
  return execFileSync("pg_restore", ["--file=-", archive], { encoding: "utf8", maxBuffer: 2 ** 28 })
    .replace(/^COPY pgboss\.version [^\n]*\n[^\n]*/m, (rows) => rows.replace(/\t\d{4}-[^\t]*/g, "\t…"))
    .split("\n")
    .filter((line) => !/^(--|\\(un)?restrict )/.test(line))
    .map((line) => ((line.split("\t", 1)[0] ?? "") in queues ? line.replace(/\t[^\t]*$/, "") : line))
    .join("\n")
    .replace(/^(COPY [^\n]* FROM stdin;\n)((?:(?!\\\.\n)[^\n]*\n)*)/gm, (_, copy: string, rows: string) =>
      [copy, ...rows.split(/(?<=\n)/).toSorted()].join(""),
    );
}

function command(name: "backup" | "restore", url: string, args: string[]) {
  return spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", `cli/${name}.ts`, ...args],
    { encoding: "utf8", env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder } },
  );
}
