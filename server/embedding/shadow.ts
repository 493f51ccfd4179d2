import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { chunkShadow, documentChunk } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { bitsOf, toVectorColumn, vectorArray } from "@/server/indexing/vector-column";
import { rowsOf } from "./missing-chunks";

/** A vector for the shadow: made just now, or that of another chunk of the same text. */
export interface Shadow {
  chunkId: string;
  contentHash: string;
  vector: Float32Array | undefined;
  lenderId: string | undefined;
}

export interface ShadowTarget {
  organizationId: string;
  model: string;
}

/** Chunks in the shadow whose text has one of these hashes. */
export function findShadowsOfTexts(
  tx: TenantTx,
  { organizationId, model }: ShadowTarget,
  contentHashes: string[],
) {
  return tx
    .selectDistinctOn([chunkShadow.contentHash, documentChunk.language], {
      chunkId: chunkShadow.chunkId,
      contentHash: chunkShadow.contentHash,
      language: documentChunk.language,
    })
    .from(chunkShadow)
    .innerJoin(documentChunk, eq(documentChunk.id, chunkShadow.chunkId))
    .where(
      and(
        eq(chunkShadow.organizationId, organizationId),
        eq(chunkShadow.embeddingModel, model),
        inArray(chunkShadow.contentHash, contentHashes),
      ),
    );
}

/**
 * Stores vectors in the shadow. A chunk that was deleted meanwhile is left out, and one whose lender was stays without: it is
 * embedded with a later batch.
 */
export async function writeShadows(
  tx: TenantTx,
  { organizationId, model }: ShadowTarget,
  shadows: Shadow[],
): Promise<void> {
  const array = (pick: (shadow: Shadow) => string | null) => sql`${sql.param(shadows.map(pick))}::text[]`;
  const dimensions = shadows.find((shadow) => shadow.vector)?.vector?.length;
  await tx.execute(sql`
    with chunk as materialized (
      select id, audience from document_chunk
      where organization_id = ${organizationId} and id = any(${array((one) => one.chunkId)}) for key share
    ), made as (
      select chunk.id, chunk.audience, n.content_hash,
        coalesce(${toVectorColumn(sql`n.vector`, dimensions)}, lender.embedding) as embedding
      from unnest(${array((one) => one.chunkId)}, ${array((one) => one.contentHash)},
        ${vectorArray(shadows.map((one) => one.vector))}, ${array((one) => one.lenderId ?? null)}
      ) as n (id, content_hash, vector, lender_id)
        join chunk on chunk.id = n.id
        left join chunk_shadow lender on lender.organization_id = ${organizationId} and lender.chunk_id = n.lender_id
          and lender.embedding_model = ${model}
    )
    insert into chunk_shadow (chunk_id, organization_id, audience, content_hash, embedding_model, embedding, bits)
    select id, ${organizationId}, audience, content_hash, ${model}, embedding, ${bitsOf(sql`embedding`)}
    from made where embedding is not null
    on conflict (chunk_id) do nothing`);
}

/**
 * Moves some vectors of the shadow to their chunks: a search reads either place with the same result. Returns how many; 0 when
 * none is left.
 */
export async function moveShadows(
  tx: TenantTx,
  { organizationId, model }: ShadowTarget,
  limit: number,
): Promise<number> {
  const rows = await rowsOf<{ moved: number }>(
    tx,
    sql`with moved as (
        delete from chunk_shadow where chunk_id in (
          select chunk_id from chunk_shadow where organization_id = ${organizationId} and embedding_model = ${model}
          order by chunk_id limit ${limit}::int)
        returning chunk_id, content_hash, embedding, bits
      ), signed as (
        update chunk_signature s set bits = moved.bits, embedding_model = ${model}, updated_at = now()
        from moved where s.organization_id = ${organizationId} and s.chunk_id = moved.chunk_id
      ), stored as (
        update document_chunk c set embedding = moved.embedding, embedding_model = ${model},
          content_hash = moved.content_hash, updated_at = now()
        from moved where c.organization_id = ${organizationId} and c.id = moved.chunk_id
      )
      select count(*)::int as moved from moved`,
  );
  return rows[0]?.moved ?? 0;
}

/** Deletes some rows of the shadow, of all models but one; false when there was none. */
export async function dropShadows(
  tx: TenantTx,
  {
    organizationId,
    exceptModel,
    limit,
  }: { organizationId: string; exceptModel: string | null; limit: number },
): Promise<boolean> {
  const doomed = tx
    .select({ id: chunkShadow.chunkId })
    .from(chunkShadow)
    .where(
      and(
        eq(chunkShadow.organizationId, organizationId),
        exceptModel === null ? undefined : ne(chunkShadow.embeddingModel, exceptModel),
      ),
    )
    .limit(limit);
  const deleted = await tx
    .delete(chunkShadow)
    .where(inArray(chunkShadow.chunkId, doomed))
    .returning({ id: chunkShadow.chunkId });
  return deleted.length > 0;
}
