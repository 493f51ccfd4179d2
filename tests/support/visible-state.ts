import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { withTenant } from "@/db/tenant";

/**
 * A hash of everything a reader of a repository's published generation sees: files, chunks, words, vectors and
 * signatures, without ids and times. Equal hashes mean equal indexes.
 */
export async function visibleState(organizationId: string, repositoryId: string): Promise<string> {
  const rows = await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const seen = sql`${sql.raw("x")}.first_generation <= r.generation and coalesce(x.last_generation, r.generation) >= r.generation`;
    const answer = await tx.execute(sql`
      select 'file ' || x.path || ' ' || x.content_hash || ' ' || coalesce(x.skipped_reason, '') || ' ' || md5(x.content) as line
      from file x join repository r on r.id = x.repository_id where r.id = ${repositoryId} and ${seen}
      union all
      select 'symbol ' || x.path || ' ' || y.name || ' ' || y.key || y.suffixes || ' ' || y.kind || ' ' || coalesce(y.scope, '')
        || ' ' || y.start_line || '-' || y.end_line
      from file_symbol y join file x on x.id = y.file_id join repository r on r.id = x.repository_id
      where r.id = ${repositoryId} and ${seen}
      union all
      select 'chunk ' || f.path || ' ' || x.position || ' ' || x.start_line || '-' || x.end_line || ' ' || x.start_char || '-' || x.end_char
        || ' ' || coalesce(x.symbol, '') || ' ' || x.content_hash || ' ' || md5(x.content) || md5(x.tsv::text) || ' ' || x.word_count
        || ' ' || md5(x.embedding::text) || x.embedding_model || ' ' || md5(s.bits::text) || ' ' || s.embedding_model
      from document_chunk x join repository r on r.id = x.repository_id join file f on f.id = x.file_id
        join chunk_signature s on s.chunk_id = x.id and s.first_generation = x.first_generation
          and s.last_generation is not distinct from x.last_generation
      where r.id = ${repositoryId} and ${seen}
      order by line`);
    return (answer as unknown as { rows: { line: string }[] }).rows;
  });
  return `${rows.length}:${createHash("sha256")
    .update(rows.map((row) => row.line).join("\n"))
    .digest("hex")}`;
}
