export interface Scored {
  id: string;
  score: number;
}

/** What each leg found. */
export interface Legs {
  vector: Scored[];
  words: Scored[];
}

export interface Fused {
  id: string;
  fused: number;
  /** Each leg's score from 0 to 1 among its own results; null where the leg did not find it. */
  vector: number | null;
  words: number | null;
}

/**
 * One list of two: each leg's scores are stretched to 0…1 (`(s − min) / (max − min)`), a result that a leg lacks counts
 * 0 there, and both count half. Ties are broken by id, so that pages of one search fit together. `like` are the legs of
 * another search by the same question, whose range is taken: then the scores of both can be compared.
 */
export function fuse(vector: Scored[], words: Scored[], like: Legs = { vector, words }): Fused[] {
  const meaning = stretch(vector, like.vector);
  const literal = stretch(words, like.words);
  // With a single leg its scores stand for the whole.
  const half = meaning.size > 0 && literal.size > 0 ? 0.5 : 1;
  return [...new Set([...meaning.keys(), ...literal.keys()])]
    .map((id) => {
      const one = meaning.get(id) ?? null;
      const other = literal.get(id) ?? null;
      return { id, vector: one, words: other, fused: half * ((one ?? 0) + (other ?? 0)) };
    })
    .sort((a, b) => b.fused - a.fused || (a.id < b.id ? -1 : 1));
}

/** A score outside of the range counts as its end. */
function stretch(leg: Scored[], like: Scored[]): Map<string, number> {
  const scores = (like.length > 0 ? like : leg).map((one) => one.score);
  const low = Math.min(...scores);
  const range = Math.max(...scores) - low;
  const within = (score: number) =>
    range > 0 ? Math.min(1, Math.max(0, (score - low) / range)) : score >= low ? 1 : 0;
  return new Map(leg.map(({ id, score }) => [id, within(score)]));
}
