import { type SQL, sql } from "drizzle-orm";
import { VECTOR_DIMENSIONS } from "@/db/schema";
import { env } from "@/server/env";
import { encodeHalfvecs } from "./encode-halfvecs";

/**
 * Vectors as an SQL array whose elements `toVectorColumn` takes. To a server they travel as they are stored there, at a
 * sixth of the work; PGlite only takes text.
 */
export function vectorArray(vectors: (Float32Array | undefined)[]): SQL {
  if (env.DATABASE_URL.startsWith("pglite:")) return sql`${sql.param(vectors.map(vectorText))}::text[]`;
  return sql`${sql.param(encodeHalfvecs(vectors))}::halfvec[]`;
}

/**
 * A `text` or `halfvec` expression as the column's type. Zeros fill the vectors of a smaller model up to the column's
 * dimensions, which leaves the cosine as it was.
 */
export function toVectorColumn(text: SQL, dimensions: number | undefined): SQL {
  if (dimensions === undefined || dimensions >= VECTOR_DIMENSIONS) return sql`${text}::halfvec`;
  const zeros = `[${new Array(VECTOR_DIMENSIONS - dimensions).fill(0).join(",")}]`;
  return sql`${text}::halfvec || ${zeros}::halfvec`;
}

/** The sign bits of a stored vector. */
export const bitsOf = (vector: SQL): SQL =>
  sql`binary_quantize(${vector})::bit(${sql.raw(String(VECTOR_DIMENSIONS))})`;

/** A vector as pgvector reads it. Six decimals are finer than a half-precision number anywhere in a unit vector. */
function vectorText(vector: Float32Array | undefined): string | null {
  if (!vector) return null;
  return `[${Array.from(vector, (value) => value.toFixed(6)).join(",")}]`;
}
