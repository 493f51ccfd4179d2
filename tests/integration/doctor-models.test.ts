import { expect, inject, test } from "vitest";
import { checkDatabase } from "@/cli/doctor/check-database";
import { type Connection, openServer } from "@/cli/doctor/open-connection";
import { getDatabase } from "@/db/client";
import { getEmbedder } from "@/server/ai/get-embedder";
import { env } from "@/server/env";
import { rowsOf } from "@/tests/support/proof/owner";

const isEmbedded = inject("engine") === "pglite";

/** The database as its owner. The embedded one lives in memory here: nothing else could open it. */
async function connect(): Promise<Connection> {
  if (!isEmbedded) return openServer(env.DATABASE_URL);
  const { orm } = await getDatabase();
  await orm.execute("set role none");
  return {
    query: (text) => rowsOf(orm, text),
    close: async () => void (await orm.execute("set role app_login")),
  };
}

test("the doctor tells how each organization's change of embedding model goes", {
  timeout: 90_000,
}, async () => {
  const owner = await connect();
  // To the product row security applies, as it does to an owner that is no superuser.
  const product: Connection = {
    ...owner,
    query: async (text) => {
      if (text.startsWith("begin")) await owner.query("set role app_login");
      const rows = await owner.query(text);
      if (text === "rollback") await owner.query("set role none");
      return rows;
    },
  };
  const told = async () => {
    const findings = await checkDatabase({ owner, product, isEmbedded });
    return findings
      .map(({ level, text }) => `${level}: ${text}`)
      .filter((line) => /embedding model|will embed/.test(line));
  };
  const { model } = getEmbedder();
  try {
    expect(await told()).toEqual([expect.stringMatching(/^good: Nothing is indexed yet/)]);

    for (const name of ["Heron", "Crane"]) {
      await owner.query(`insert into organization (id, name, slug) values ('${name}', '${name}', '${name}')`);
      await owner.query(
        `insert into embedding_setting (id, organization_id, model) values ('${name}', '${name}', 'old')`,
      );
    }
    await owner.query(`update embedding_setting set model = '${model}' where id = 'Crane'`);
    expect(await told()).toEqual([
      expect.stringMatching(/^warning: .* searches use another: Heron \(old\)$/),
      expect.stringMatching(/^good: .* in 1 organization$/),
    ]);

    await owner.query(`insert into embedding_run (id, organization_id, model, previous_model, status, chunks_done,
      chunks_total) values ('run', 'Heron', '${model}', 'old', 'running', 30, 120)`);
    expect(await told()).toContainEqual(
      expect.stringMatching(/^good: .* changes to .*: Heron \(30 of 120 chunks\)$/),
    );

    await owner.query("update embedding_run set updated_at = now() - interval '20 minutes'");
    expect(await told()).toContainEqual(
      expect.stringMatching(/^warning: .* no job is left .*for 20 minutes/),
    );
    await owner.query(
      `insert into pgboss.job (name, data) values ('embedding-run', '{"organizationId": "Heron", "runId": "run"}')`,
    );
    expect(await told()).toContainEqual(expect.stringMatching(/^warning: .* stands still: Heron/));

    await owner.query("update embedding_run set status = 'failed', error = 'The server refused the key.'");
    expect(await told()).toContainEqual(
      expect.stringMatching(/^warning: .* has failed: .*refused the key\)$/),
    );
    await owner.query("update embedding_run set status = 'cancelled', error = null");
    expect(await told()).toContainEqual(expect.stringMatching(/^warning: .* was cancelled: Heron/));

    await owner.query("update organization set deleted_at = now() where id = 'Heron'");
    expect(await told()).toEqual([expect.stringMatching(/^good: .* in 1 organization$/)]);
  } finally {
    await owner.close();
  }
});
