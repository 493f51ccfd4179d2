import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { countOriginals } from "@/cli/backup/originals";
import { backUp, backupBeforeMigrating, backupFolder } from "@/db/backup";
import { backupName } from "@/db/backup-manifest";
import { migratePglite } from "@/db/migrate";
import { compareMigrations, readMigrations } from "@/db/migration-state";
import { openPglite, pgliteExtensions } from "@/db/open-pglite";
import { packDirectory } from "@/db/pack-directory";
import { POSTGRES_MAJOR, restoreDirectory } from "@/db/restore";
import { newBlobKey } from "@/server/blob/blob-key";
import { directoryStore } from "@/server/blob/directory-store";

// About the embedded database alone, so once is enough. Opening one takes seconds on a busy machine.
const TIMEOUT_MS = 120_000;

const home = mkdtempSync(path.join(os.tmpdir(), "carrel-backup-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const newFolder = () => mkdtempSync(path.join(home, "data-"));
const open = (directory: string) =>
  PGlite.create({ dataDir: `file://${directory}/pglite`, extensions: pgliteExtensions });

async function people(directory: string): Promise<string[]> {
  const client = await open(directory);
  const { rows } = await client.query<{ name: string }>(`select name from "user" order by name`);
  await client.close();
  return rows.map(({ name }) => name);
}

const noOriginals = async () => {
  throw new Error("This backup holds no originals.");
};

const insertPerson = (client: PGlite, name: string) =>
  client.query(`insert into "user" (id, name, email) values ($1, $1, $1)`, [name]);

const template = { directory: path.join(home, "template"), archive: path.join(home, "template.tar.gz") };

beforeAll(async () => {
  if (inject("engine") !== "pglite") return;
  mkdirSync(template.directory);
  const client = await open(template.directory);
  await migratePglite(client);
  await insertPerson(client, "Ada");
  await backUp(client, template.directory, { archive: template.archive });
  await insertPerson(client, "later");
  await client.close();
}, TIMEOUT_MS);

/** A database with two people in it, and a backup from when there was one. */
function withBackup() {
  const directory = newFolder();
  cpSync(template.directory, directory, { recursive: true });
  return { directory, archive: template.archive };
}

describe.runIf(inject("engine") === "pglite")(
  "backups of the embedded database",
  { timeout: TIMEOUT_MS },
  () => {
    test("a backup brings back what the database held, and only its owner can read the file", async () => {
      const { archive } = withBackup();
      expect(statSync(archive).mode & 0o777).toBe(0o600);
      const target = newFolder();
      const { manifest, setAside } = await restoreDirectory(archive, target, {
        force: false,
        placeOriginals: noOriginals,
      });
      expect(setAside).toBeUndefined();
      expect(manifest).toMatchObject({ format: 1, postgresVersion: POSTGRES_MAJOR });
      expect(await people(target)).toEqual(["Ada"]);
      const database = await openPglite(target);
      await database.close();
    });

    test("originals of documents go with the database, one at a time, and come first when they come back", async () => {
      const directory = newFolder();
      cpSync(template.directory, directory, { recursive: true });
      const store = directoryStore(path.join(home, "blobs"));
      const large = Buffer.alloc(3 * 2 ** 20, "heron");
      const keys = [newBlobKey("one", "x"), newBlobKey("two", "x")];
      for (const key of keys) await store.put(key, large);
      const archive = path.join(home, "with-originals.tar.gz");
      const client = await open(directory);
      const { originals, counted } = countOriginals(store);
      await backUp(client, directory, { archive, originals });
      await client.close();
      expect(counted).toEqual({ files: 2, bytes: 2 * large.length });

      const target = newFolder();
      const placed = directoryStore(path.join(target, "blobs"));
      const failing = async () => {
        throw new Error("The store is away.");
      };
      await expect(
        restoreDirectory(archive, target, { force: false, placeOriginals: failing }),
      ).rejects.toThrow("The store is away.");
      expect(readdirSync(target)).toEqual([]);
      await restoreDirectory(archive, target, {
        force: false,
        placeOriginals: async (folder) => cpSync(folder, path.join(target, "blobs"), { recursive: true }),
      });
      expect((await Array.fromAsync(placed.listAll())).map(({ key }) => key).sort()).toEqual(keys.sort());
      for (const key of keys) expect((await placed.get(key))?.equals(large)).toBe(true);
      expect(await people(target)).toEqual(["Ada", "later"]);
      expect(readdirSync(target).sort()).toEqual(["blobs", "pglite"]);
    });

    test("a database in the place is refused without force, and kept aside with it", async () => {
      const { directory, archive } = withBackup();
      await expect(
        restoreDirectory(archive, directory, { force: false, placeOriginals: noOriginals }),
      ).rejects.toThrow(/--force/);
      expect(await people(directory)).toEqual(["Ada", "later"]);
      const { setAside } = await restoreDirectory(archive, directory, {
        force: true,
        placeOriginals: noOriginals,
      });
      expect(await people(directory)).toEqual(["Ada"]);
      expect(existsSync(path.join(setAside ?? "", "PG_VERSION"))).toBe(true);
    });

    test("a damaged archive and a strange file change nothing and leave nothing", async () => {
      const { directory, archive } = withBackup();
      const cut = path.join(home, "cut.tar.gz");
      writeFileSync(cut, readFileSync(archive).subarray(0, 200_000));
      const strange = path.join(home, "strange.tar.gz");
      writeFileSync(strange, "no archive");
      for (const file of [cut, strange]) {
        await expect(
          restoreDirectory(file, directory, { force: true, placeOriginals: noOriginals }),
        ).rejects.toThrow(/Nothing was changed/);
      }
      expect(await people(directory)).toEqual(["Ada", "later"]);
      expect(readdirSync(directory).filter((name) => name.includes("restor"))).toEqual([]);
    });

    test("files of another Postgres are refused before anything is unpacked", async () => {
      const archive = path.join(home, "other.tar.gz");
      const manifest = {
        format: 1,
        createdAt: new Date().toISOString(),
        lastMigration: "",
        postgresVersion: "17",
      } as const;
      await packDirectory(newFolder(), archive, { manifest });
      const target = newFolder();
      await expect(
        restoreDirectory(archive, target, { force: false, placeOriginals: noOriginals }),
      ).rejects.toThrow(/Postgres 17/);
      expect(readdirSync(target)).toEqual([]);
    });

    test("migrating a database that holds something takes a backup first, and keeps the last three", async () => {
      const { directory } = withBackup();
      const client = await open(directory);
      expect(await backupBeforeMigrating(client, directory)).toBeUndefined();
      await client.exec(
        "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
      );
      const folder = backupFolder(directory);
      mkdirSync(folder);
      for (const year of [2001, 2002, 2003])
        writeFileSync(path.join(folder, backupName(new Date(year, 1), "before-migrating")), "");
      const archive = await backupBeforeMigrating(client, directory);
      await client.close();
      const unasked = readdirSync(folder).filter((name) => name.includes("before-migrating"));
      expect(unasked).toHaveLength(3);
      expect(unasked).toContain(path.basename(archive ?? ""));
      expect(unasked.some((name) => name.includes("2001"))).toBe(false);
    });

    test("a new database is migrated without a backup", async () => {
      const directory = newFolder();
      const database = await openPglite(directory);
      await database.close();
      expect(existsSync(backupFolder(directory))).toBe(false);
    });

    test("migrations are compared as drizzle does: by time, then by text", () => {
      const [first, second] = [
        { tag: "a", when: 1, hash: "x" },
        { tag: "b", when: 2, hash: "y" },
      ];
      expect(compareMigrations([first, second], [])).toMatchObject({ pending: ["a", "b"], applied: 0 });
      expect(compareMigrations([first, second], [first])).toMatchObject({ pending: ["b"], changed: [] });
      expect(compareMigrations([first], [{ ...first, hash: "z" }])).toMatchObject({ changed: ["a"] });
      expect(compareMigrations([first], [first, second])).toMatchObject({ unknown: 1, pending: [] });
      expect(readMigrations().length).toBeGreaterThan(3);
    });

    test("the embedded Postgres is of the version that backups name", async () => {
      const client = await PGlite.create();
      const { rows } = await client.query<{ version: string }>(
        "select current_setting('server_version_num') as version",
      );
      await client.close();
      expect(rows[0]?.version.slice(0, 2)).toBe(POSTGRES_MAJOR);
    });
  },
);
