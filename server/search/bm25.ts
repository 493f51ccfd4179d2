// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), the constants within
// its usual range. A chunk is short: 2 finds half a point more than 1.2 (bench/retrieval.ts).
const K1 = 2;
const B = 0.75;

/** How much a term tells: ln(1 + (N − n + ½) / (n + ½)) for a term in `documents` of `total`. Always positive. */
export const inverseDocumentFrequency = (documents: number, total: number): number =>
  Math.log(1 + (Math.max(total, documents) - documents + 0.5) / (documents + 0.5));

/** The BM25 score of a document of `length` words that holds each term `frequencies[i]` times. */
export function bm25(
  document: { frequencies: number[]; length: number },
  terms: { idf: number[]; averageLength: number },
): number {
  const norm = K1 * (1 - B + (B * document.length) / Math.max(1, terms.averageLength));
  return document.frequencies.reduce(
    (sum, frequency, index) => sum + ((terms.idf[index] ?? 0) * frequency * (K1 + 1)) / (frequency + norm),
    0,
  );
}
