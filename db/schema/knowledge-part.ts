import { z } from "zod";

/** The categories of a repository's knowledge about testing, in the order in which they are shown. */
export const knowledgeCategories = [
  "framework",
  "patterns",
  "mocks",
  "fixtures",
  "selectors",
  "routes",
  "assertions",
  "hooks",
  "utilities",
  "coverage",
  "gaps",
  "improvements",
] as const;
export type KnowledgeCategory = (typeof knowledgeCategories)[number];

/** A place in a published file. `hash` is the SHA-256 of exactly `content.slice(startChar, endChar)`. */
export const evidenceSchema = z.object({
  path: z.string().min(1).max(1_024),
  /** From 1, both included. */
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),
  /** UTF-16 code units into the published file, half-open. */
  startChar: z.number().int().nonnegative(),
  endChar: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** How it begins: what is shown of it once it is not there any more. */
  text: z.string().max(200).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** One thing that is so in a repository: `assertions`, `expect.toBe`, 214 times in 31 files, and where. */
export const findingSchema = z.object({
  category: z.enum(knowledgeCategories),
  /** Names it within its category. */
  key: z.string().min(1),
  /** How often it was met. */
  count: z.number().int().positive(),
  /** In how many files. */
  files: z.number().int().positive(),
  /** The first few places. */
  evidence: z.array(evidenceSchema),
});
export type Finding = z.infer<typeof findingSchema>;

/** An entry as the assistant proposes it, with the places that it cites. */
export const proposedEntrySchema = z.object({
  repositoryId: z.string().min(1).max(100),
  category: z.enum(knowledgeCategories),
  title: z.string().min(1).max(200),
  content: z.string().max(100_000),
  sourceFiles: z.array(evidenceSchema).min(1),
});
export type ProposedEntry = z.infer<typeof proposedEntrySchema>;

/** What an entry said when it was written, as numbers: the findings behind it without their places. */
export const exampleSchema = findingSchema.pick({ key: true, count: true, files: true });
export type KnowledgeExample = z.infer<typeof exampleSchema>;

/** How the code has moved on since an entry was written. */
export const differenceSchema = z.object({
  /** Findings that are new, gone, or met in another number of files. */
  counts: z.array(z.object({ key: z.string(), before: z.number().int(), now: z.number().int() })),
  /** Places whose text is not there any more, with what stands in that line now; null where the file is gone. */
  changed: z.array(evidenceSchema.extend({ now: z.string().max(200).nullable().optional() })),
  /** Those of `counts` that turn what the entry says into its opposite. */
  contradicted: z.array(z.string()),
});
export type KnowledgeDifference = z.infer<typeof differenceSchema>;

/** The shelf on which the entries of a repository stand, as chunks, signatures and searches name it. */
export const knowledgeShelf = (repositoryId: string): string => `knowledge ${repositoryId}`;
