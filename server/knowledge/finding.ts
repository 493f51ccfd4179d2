export type {
  Evidence,
  Finding,
  KnowledgeCategory,
  KnowledgeExample,
} from "../../db/schema/knowledge-part.ts";

/** A published file as the miner reads it. */
export interface MinedFile {
  path: string;
  /** As `detectLanguage` names it. */
  language: string | null;
  content: string;
  /** What it declares, from its syntax tree. */
  symbols: { name: string; kind: string; scope: string | null; startLine: number; endLine: number }[];
}
