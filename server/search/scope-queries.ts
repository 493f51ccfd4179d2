import { sql } from "drizzle-orm";
import type { TenantTx } from "@/db/tenant";

/** Where chunks stand: in repositories at a generation, and among the documents. */
export interface Shelves {
  repositoryIds: string[];
  generations: number[];
  documents?: unknown;
}

/** The shelf of documents, as `chunk_signature.repository_id` and the search functions name it. */
const DOCUMENT_SHELF = "document";

/** What a search looks through: repositories, each at its published generation, and the filters of the question. */
export interface SearchScope {
  organizationId: string;
  repositoryIds: string[];
  generations: number[];
  /** All that is published in the organization, whatever the filters: how rare a word is, is counted there. */
  published: Shelves;
  /** Whether documents are looked through, and which of them the filters name; null for all. */
  documents?: { ids: string[] | null } | undefined;
  language: string | null;
  /** Files that the path filters name; null without any. */
  fileIds: string[] | null;
}

export const repositoriesOf = ({
  repositoryIds,
  generations,
}: Pick<SearchScope, "repositoryIds" | "generations">) =>
  sql`unnest(${sql.param(repositoryIds)}::text[], ${sql.param(generations)}::int[]) as r (id, generation)`;

/** Repositories and documents as the statements about chunks take them: of the shelf of documents only the first generation. */
export function shelvesOf({ repositoryIds, generations, documents }: Shelves) {
  const hasDocuments = Boolean(documents);
  return {
    ids: hasDocuments ? [...repositoryIds, DOCUMENT_SHELF] : repositoryIds,
    generations: hasDocuments ? [...generations, 1] : generations,
  };
}

export function fromShelves(shelves: Shelves) {
  const { ids, generations } = shelvesOf(shelves);
  return sql`unnest(${sql.param(ids)}::text[], ${sql.param(generations)}::int[]) as r (id, generation)`;
}

/** The files and documents that filters name; null without any. */
export function sourceIdsOf({ fileIds, documents }: SearchScope): string[] | null {
  const documentIds = documents?.ids ?? null;
  return fileIds === null && documentIds === null ? null : [...(fileIds ?? []), ...(documentIds ?? [])];
}

/** Both drivers answer with `rows`; the common type of a transaction does not say so. */
export async function rowsOf<Row>(tx: TenantTx, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await tx.execute(statement)) as unknown as { rows: Row[] }).rows;
}
