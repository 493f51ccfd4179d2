import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { Excerpt } from "./excerpt";

export const searchKinds = ["file", "document", "knowledge"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** One passage that was found, with why: each leg's score from 0 to 1, null where the leg did not find it. */
export interface SearchItem extends Excerpt {
  /** Of the chunk, or in exact mode of the file: unique in one answer. */
  id: string;
  kind: SearchKind;
  /** The one that an entry is about. Null for a document, which belongs to no repository. */
  repositoryId: string | null;
  repositoryName: string | null;
  /** Of the file, the document or the entry of knowledge. */
  fileId: string;
  /** Of a document: the folders it stands in, and its name. Of an entry its title. */
  path: string;
  /** The page, sheet or slide of a document's first hit; null where it has none. */
  place: string | null;
  /** Of an entry of knowledge; else null. */
  category: KnowledgeCategory | null;
  language: string | null;
  symbol: string | null;
  scope: string | null;
  /** What the passage is a declaration of (`function`, `class`…), where names were searched for; else null. */
  declares: string | null;
  /** Hits in the whole passage, or in exact mode in the whole file: `hits` are those of the excerpt. */
  hitCount: number;
  /** How many more passages among the results are copies of this one: see `collapseCopies`. */
  copies: number;
  scores: { fused: number; vector: number | null; words: number | null } | null;
}
