import { z } from "zod";
import { quoteLiteral } from "@/db/transaction";
import { getEmbedder } from "@/server/ai/get-embedder";
import { type Finding, warning } from "./finding";
import { type ChangeOfModel, judgeModels } from "./judge-models";
import type { Connection } from "./open-connection";

type Query = Connection["query"];

/** Whether each organization's searches use the configured embedding model, and how its change goes. Reads only. */
export async function checkModels(owner: Query, product: Query): Promise<Finding[]> {
  const configured = nameConfigured();
  if (configured === undefined) return [];
  // First: a job that comes to be later belongs to a run that is not silent yet.
  const jobs = new Set(
    z
      .array(job)
      .parse(await owner(jobsSql))
      .map(({ runId }) => runId),
  );
  try {
    const changes = await readChanges(product);
    return judgeModels(
      changes.map((change) => ({ ...change, hasJob: jobs.has(change.runId) })),
      configured,
    );
  } catch (error) {
    return [
      warning(
        `Which embedding model the organizations use could not be read: ${error instanceof Error ? error.message : error}`,
        "Mend what is said about the login and its roles, then call the doctor again.",
      ),
    ];
  }
}

/** As the product reads it, one organization after the other: row security would hide all of them from an owner. */
async function readChanges(
  query: Query,
): Promise<(Omit<ChangeOfModel, "hasJob"> & { runId: string | null })[]> {
  await query("begin transaction isolation level repeatable read read only");
  try {
    await query("select set_config('role', 'app_login', true)");
    const organizations = z.array(organization).parse(await query(organizationsSql));
    await query("select set_config('role', 'app_agent', true)");
    const changes = [];
    for (const { id, name } of organizations) {
      await query(`select set_config('app.tenant_id', ${quoteLiteral(id)}, true)`);
      for (const row of z.array(change).parse(await query(changeSql)))
        changes.push({ organization: name, ...row });
    }
    return changes;
  } finally {
    await query("rollback");
  }
}

/** Undefined when the configuration names no model that could be: the look at the model has said so already. */
function nameConfigured(): string | undefined {
  try {
    return getEmbedder().model;
  } catch {
    return undefined;
  }
}

const job = z.object({ runId: z.string().nullable() });
const organization = z.object({ id: z.string(), name: z.string() });
const change = z.object({
  activeModel: z.string(),
  isMoving: z.boolean(),
  runId: z.string().nullable(),
  runModel: z.string().nullable(),
  status: z.string().nullable(),
  chunksDone: z.number().nullable(),
  chunksTotal: z.number().nullable(),
  error: z.string().nullable(),
  silentS: z.number().nullable(),
});

const jobsSql = `
  select data ->> 'runId' as "runId" from pgboss.job
  where name = 'embedding-run' and state in ('created', 'retry', 'active')`;
const organizationsSql = "select id, name from organization where deleted_at is null order by name, id";
const changeSql = `
  select s.model as "activeModel", s.is_moving as "isMoving", r.id as "runId", r.model as "runModel", r.status,
    r.chunks_done as "chunksDone", r.chunks_total as "chunksTotal", r.error,
    extract(epoch from now() - r.updated_at)::float8 as "silentS"
  from embedding_setting s
  left join (select * from embedding_run order by created_at desc, id desc limit 1) r on true`;
