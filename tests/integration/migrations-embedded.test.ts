import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, inject, test } from "vitest";
import { migratePglite } from "@/db/migrate";
import { pgliteExtensions } from "@/db/open-pglite";
import { runMigrate } from "@/tests/support/migrations/run-migrate";
import { schemaOf } from "@/tests/support/migrations/schema-of";

const KILLS = 3;
const home = mkdtempSync(path.join(os.tmpdir(), "carrel-migrate-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test.runIf(inject("engine") === "pglite")(
  "a data directory whose first start was killed again and again ends as if it had not been",
  async () => {
    const startedMs = performance.now();
    const undisturbed = { DATA_DIR: path.join(home, "undisturbed"), DATABASE_URL: "" };
    expect(await runMigrate(undisturbed)).toMatchObject({ code: 0 });
    const durationMs = performance.now() - startedMs;

    const killed = { DATA_DIR: path.join(home, "killed"), DATABASE_URL: "" };
    for (let kill = 0; kill < KILLS; kill++) {
      // From when the directory is made until everything is there; each time another stretch.
      const share = 0.3 + (0.7 * (kill + Math.random())) / KILLS;
      await runMigrate(killed, durationMs * share);
    }
    expect(await runMigrate(killed)).toMatchObject({ code: 0 });
    expect(await schemaIn(killed.DATA_DIR)).toEqual(await schemaIn(undisturbed.DATA_DIR));
  },
  300_000,
);

async function schemaIn(directory: string): Promise<string[]> {
  const client = await PGlite.create({ dataDir: `file://${directory}/pglite`, extensions: pgliteExtensions });
  try {
    await migratePglite(client);
    return await schemaOf((text) => client.query(text));
  } finally {
    await client.close();
  }
}
