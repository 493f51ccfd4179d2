import { sql } from "drizzle-orm";
import { asOwner, rowsOf } from "./owner";
import type { World } from "./world";

/** Columns that hold no words of people, so that no canary can sit in them: keys, closed vocabularies, digests. */
const wordless = new Set([
  ...[
    "audit_event.action",
    "audit_event.correlation_id",
    "document_chunk.source_table",
    "document_chunk.embedding_model",
    "document_chunk.shelf",
  ],
  ...[
    "chunk_signature.source_table",
    "chunk_signature.embedding_model",
    "index_run.phase",
    "file.secret_lines",
  ],
  ...["document_chunk.audience", "chunk_signature.audience", "chunk_shadow.audience", "organization.id"],
  ...["organization.default_audience"],
  ...["chunk_shadow.embedding_model", "embedding_setting.model", "embedding_run.phase"],
  ...["ai_usage.feature", "ai_call_detail.audience", "usage_event.event_type"],
  ...["agent_event", "agent_request", "agent_session", "agent_tool_call", "citation", "conversation"].map(
    (table) => `${table}.audience`,
  ),
  ...["message", "note", "step"].map((part) => `conversation_${part}.audience`),
  ...["conversation.plan_hash", "conversation_step.plan_hash", "conversation_step.kind"],
  ...["agent_request.agent_type", "agent_request.progress", "agent_request.failure", "agent_event.type"],
  ...["citation.source_table", "document.secret_spans", "document_blob.storage_key"],
]);

/** Text columns of tenant tables in which no row of the world says its mark: the matrix would be blind to them. */
export async function unmarkedColumns(world: World): Promise<string[]> {
  return asOwner(async (tx) => {
    const columns = await rowsOf<{ table: string; column: string }>(
      tx,
      `select c.relname as table, a.attname as column
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and t.typname in ('text', 'jsonb', 'tsvector')
         and (c.relname = 'organization' or exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id'))
         and a.attname <> 'id' and a.attname not like '%\\_id' escape '\\'`,
    );
    const unmarked: string[] = [];
    for (const { table, column } of columns) {
      if (wordless.has(`${table}.${column}`)) continue;
      const key = sql.identifier(table === "organization" ? "id" : "organization_id");
      const [found] = await rowsOf<{ rows: number }>(
        tx,
        sql`select count(*)::int as rows from ${sql.identifier(table)}
          where ${key} = ${world.organizationId} and ${sql.identifier(column)}::text like ${`%${world.mark}%`}`,
      );
      if (!found?.rows) unmarked.push(`${table}.${column}`);
    }
    return unmarked.sort();
  });
}
