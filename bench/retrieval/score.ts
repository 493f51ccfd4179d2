export interface Figures {
  questions: number;
  /** Mean reciprocal rank of the right chunk among the first ten, ×100. */
  mrr: number;
  /** Share of questions with the right chunk among the first ten, ×100. */
  recall: number;
}

/** `ranks` are 1-based; 0 where the right chunk is not among the first ten. */
export function figuresOf(ranks: number[]): Figures {
  const mean = (value: (rank: number) => number) =>
    (100 * ranks.reduce((sum, rank) => sum + value(rank), 0)) / Math.max(1, ranks.length);
  return {
    questions: ranks.length,
    mrr: round(mean((rank) => (rank === 0 ? 0 : 1 / rank))),
    recall: round(mean((rank) => (rank === 0 ? 0 : 1))),
  };
}

/** The 1-based place of the first right id among the first ten, else 0. */
export function rankOf(ids: string[], right: Set<string>): number {
  return ids.slice(0, 10).findIndex((id) => right.has(id)) + 1;
}

const round = (value: number) => Math.round(value * 10) / 10;
