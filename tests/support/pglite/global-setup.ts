import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { fromPglite } from "pg-boss";
import type { TestProject } from "vitest/node";
import { migratePglite } from "../../../db/migrate";
import { pgliteExtensions } from "../../../db/open-pglite";
import { openQueue } from "../../../db/open-queue";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated database in memory, packed as `loadDataDir` takes it; only where `reachedBy` is "pglite". */
    pgliteTemplate: string;
  }
}

/** Makes the database once that each file opens: to create and migrate one takes seconds, to unpack one does not. */
export default async function setup(project: TestProject): Promise<void> {
  const client = await PGlite.create({ extensions: pgliteExtensions });
  await migratePglite(client);
  await client.exec("set role app_login");
  const queue = await openQueue(fromPglite(client));
  await queue.stop({ graceful: false, close: false });
  await client.exec("reset role");
  const packed = await client.dumpDataDir("none");
  await client.close();
  const file = path.join(os.tmpdir(), "template.tar");
  writeFileSync(file, new Uint8Array(await packed.arrayBuffer()));
  project.provide("pgliteTemplate", file);
}
