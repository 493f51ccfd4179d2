/** Elements of a type that is no built-in one are read as what the parameter is cast to, whatever stands here. */
const ANY_TYPE = 0;

/**
 * A one-dimensional `halfvec[]` in Postgres' binary format: of the array its dimensions, flags and length, then of each
 * element its size in bytes (−1 for NULL), its dimensions, two zero bytes and big-endian half-precision numbers. Throws
 * for vectors of different lengths.
 */
export function encodeHalfvecs(vectors: (Float32Array | undefined)[]): Buffer {
  const present = vectors.filter((vector) => vector !== undefined);
  const dimensions = present[0]?.length ?? 0;
  const elementBytes = 4 + 2 * dimensions;
  const buffer = Buffer.alloc(20 + 4 * vectors.length + elementBytes * present.length);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  for (const [index, value] of [1, 1, ANY_TYPE, vectors.length, 1].entries()) view.setInt32(4 * index, value);
  let at = 20;
  for (const vector of vectors) {
    view.setInt32(at, vector ? elementBytes : -1);
    at += 4;
    if (!vector) continue;
    if (vector.length !== dimensions) throw new Error("The vectors of one array must be of one length.");
    view.setInt16(at, dimensions);
    at += 4;
    for (const value of vector) {
      view.setFloat16(at, value);
      at += 2;
    }
  }
  return buffer;
}
