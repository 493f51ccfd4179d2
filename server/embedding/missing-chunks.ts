import { type SQL, sql } from "drizzle-orm";
import type { TenantTx } from "@/db/tenant";

/** What a chunk without the new vector is made of. */
export interface MissingChunk {
  id: string;
  content: string;
  symbol: string | null;
  scope: string | null;
  language: string | null;
  path: string;
}

// The narrow table stands for the chunks: each has one signature. What ended before the published generation waits for the
// sweeper, and nobody will ever find it.
const signatures = (organizationId: string) => sql`chunk_signature s
  left join repository r on r.id = s.repository_id
  where s.organization_id = ${organizationId}
    and (s.source_table <> 'file' or coalesce(s.last_generation, r.generation) >= r.generation)`;

const lacks = (model: string): SQL => sql`s.embedding_model <> ${model} and not exists (
  select from chunk_shadow h where h.chunk_id = s.chunk_id and h.embedding_model = ${model})`;

/** The next chunks after `afterId`, in the order of their ids, that have no vector of `model`; at most `limit`. */
export function listMissingChunks(
  tx: TenantTx,
  query: { organizationId: string; model: string; afterId: string; limit: number },
): Promise<MissingChunk[]> {
  return rowsOf<MissingChunk>(
    tx,
    sql`with missing as materialized (
        select s.chunk_id from ${signatures(query.organizationId)} and s.chunk_id > ${query.afterId} and ${lacks(query.model)}
        order by s.chunk_id limit ${query.limit}::int)
      select c.id, c.content, c.symbol, c.scope, c.language, coalesce(f.path, d.name, c.source_table) as path
      from missing join document_chunk c on c.organization_id = ${query.organizationId} and c.id = missing.chunk_id
        left join file f on f.organization_id = c.organization_id and f.id = c.file_id
        left join document d on d.organization_id = c.organization_id and d.id = c.document_id
      order by c.id`,
  );
}

export async function hasMissingChunks(
  tx: TenantTx,
  organizationId: string,
  model: string,
): Promise<boolean> {
  const rows = await rowsOf(tx, sql`select 1 from ${signatures(organizationId)} and ${lacks(model)} limit 1`);
  return rows.length > 0;
}

/** How many chunks there are, and how many of them have a vector of `model`, wherever it stands. */
export async function countChunks(
  tx: TenantTx,
  organizationId: string,
  model: string,
): Promise<{ total: number; done: number }> {
  const [row] = await rowsOf<{ total: number; done: number }>(
    tx,
    sql`select count(*)::int as total, count(*) filter (where not (${lacks(model)}))::int as done
      from ${signatures(organizationId)}`,
  );
  return row ?? { total: 0, done: 0 };
}

/** How many chunks can be found, and how many of them by meaning: with a vector under one of these names. */
export async function countSearchable(
  tx: TenantTx,
  organizationId: string,
  models: string[],
): Promise<{ chunks: number; embedded: number }> {
  const names = sql`${sql.param(models)}::text[]`;
  const [row] = await rowsOf<{ chunks: number; embedded: number }>(
    tx,
    sql`select count(*)::int as chunks, count(*) filter (where s.embedding_model = any(${names}) or exists (
        select from chunk_shadow h where h.chunk_id = s.chunk_id and h.embedding_model = any(${names})
          and (select is_moving from embedding_setting where organization_id = ${organizationId})
      ))::int as embedded
      from ${signatures(organizationId)} and (s.source_table <> 'file' or s.first_generation <= r.generation)`,
  );
  return row ?? { chunks: 0, embedded: 0 };
}

/** Where the walk through the chunks stands: the last one that has a vector of `model` in the shadow, "" for none. */
export async function findLastShadow(tx: TenantTx, organizationId: string, model: string): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    tx,
    sql`select chunk_id as id from chunk_shadow
      where organization_id = ${organizationId} and embedding_model = ${model} order by chunk_id desc limit 1`,
  );
  return row?.id ?? "";
}

/** Both drivers answer with `rows`; the common type of a transaction does not say so. */
export async function rowsOf<Row>(tx: TenantTx, statement: SQL): Promise<Row[]> {
  return ((await tx.execute(statement)) as unknown as { rows: Row[] }).rows;
}
