import type { Excerpt } from "./excerpt";

/** One passage that was found, with why: each leg's score from 0 to 1, null where the leg did not find it. */
export interface SearchItem extends Excerpt {
  /** Of the chunk, or in exact mode of the file: unique in one answer. */
  id: string;
  repositoryId: string;
  repositoryName: string;
  fileId: string;
  path: string;
  language: string | null;
  symbol: string | null;
  scope: string | null;
  hitCount: number;
  scores: { fused: number; vector: number | null; words: number | null } | null;
}
