/**
 * A piece of an indexed file or document that was retrieved for a request. Characters are UTF-16 code units of the whole source,
 * half-open; lines count from 1, both included. `content` is exactly `source.slice(startChar, endChar)`.
 */
export interface Passage {
  chunkId: string;
  sourceTable: "file" | "document";
  sourceId: string;
  /** Null for a document. */
  repositoryId: string | null;
  /** Of a document: the folders it stands in, and its name. */
  path: string;
  startLine: number;
  endLine: number;
  startChar: number;
  endChar: number;
  content: string;
  /** SHA-256 of the source file at the time it was indexed. */
  contentHash: string;
  /** Of the search, 0…1: comparable within one request only. */
  score: number;
  /** The bare name of the function or type, or the heading above the text. */
  symbol?: string | null;
  /** A person has asked for it: it goes with the request before what was found. */
  isPinned?: true;
  /** What tells whether the passage answers: see `isAnswered`. Without it the words of the passages must do. */
  signals?: PassageSignals;
}

export interface PassageSignals {
  /** Cosine of the passage's vector with the question's; null where it is not known, or not of the built-in model. */
  similarity: number | null;
  /** The same of what the passage declares, without its body (`lookCloser`); null where nobody has looked. */
  signatureSimilarity: number | null;
  /** The same of its name, and of what it calls and returns. */
  nameSimilarity: number | null;
  gistSimilarity: number | null;
  /** Which share of what the question's words tell (their inverse document frequencies) stands in the passage, 0…1. */
  coverage: number;
  /** The same of what the passage declares. */
  signatureCoverage: number;
  /** The same of its bare name. */
  nameCoverage: number;
  /** `function`, `class`, `heading` and the like; null where the passage declares nothing. */
  kind: string | null;
  isCode: boolean;
  /** The class or function around it. */
  scope: string | null;
}

/** Words quoted from a source, and the chunk they were read in. Characters as in `Passage`. */
export interface Citation {
  chunkId: string;
  quote: string;
  startChar: number;
  endChar: number;
}

/** One statement of an answer with what it rests on. */
export interface Claim {
  text: string;
  /** The quotes themselves are the answer; the text only says where they stand. */
  isQuotation?: true;
  citations: Citation[];
}

export interface Answer {
  claims: Claim[];
  /** No passage answers: there are no claims, and the introduction says so. */
  nothingFound: boolean;
  introduction: string;
}

/** A file or a document as it is stored now, secrets blotted out. */
export interface Source {
  id: string;
  contentHash: string;
  content: string;
}
