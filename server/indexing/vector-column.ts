import { type SQL, sql } from "drizzle-orm";
import { VECTOR_DIMENSIONS } from "@/db/schema";

/** A vector as pgvector reads it. Six decimals are finer than a half-precision number anywhere in a unit vector. */
export function vectorText(vector: Float32Array | undefined): string | null {
  if (!vector) return null;
  return `[${Array.from(vector, (value) => value.toFixed(6)).join(",")}]`;
}

/**
 * A `text` expression of `vectorText` as the column's type. Zeros fill the vectors of a smaller model up to the column's
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
