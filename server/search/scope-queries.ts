import { sql } from "drizzle-orm";
import { knowledgeShelf } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";

/** Where chunks stand: in repositories at a generation, among the documents, and among what is known of repositories. */
export interface Shelves {
  repositoryIds: string[];
  generations: number[];
  documents?: unknown;
  /** The repositories whose entries of knowledge are looked through. */
  knowledgeOf?: string[] | undefined;
}

/** The shelf of documents, as `chunk_signature.repository_id` and the search functions name it. */
const DOCUMENT_SHELF = "document";

/** What a search looks through: repositories, each at its published generation, and the filters of the question. */
export interface SearchScope {
  organizationId: string;
  repositoryIds: string[];
  generations: number[];
  /** All that is published in the organization, whatever the filters: how rare a word is, is counted there. */
  published: Shelves & { state?: string | undefined };
  /** Whether documents are looked through, and which of them the filters name; null for all. */
  documents?: { ids: string[] | null } | undefined;
  knowledgeOf?: string[] | undefined;
  language: string | null;
  /** Files that the path filters name; null without any. */
  fileIds: string[] | null;
}

export const repositoriesOf = ({
  repositoryIds,
  generations,
}: Pick<SearchScope, "repositoryIds" | "generations">) =>
  sql`unnest(${sql.param(repositoryIds)}::text[], ${sql.param(generations)}::int[]) as r (id, generation)`;

/** All shelves as the statements about chunks take them: those that are no repository know the first generation alone. */
export function shelvesOf({ repositoryIds, generations, documents, knowledgeOf = [] }: Shelves) {
  const others = [...(documents ? [DOCUMENT_SHELF] : []), ...knowledgeOf.map(knowledgeShelf)];
  return {
    ids: [...repositoryIds, ...others],
    generations: [...generations, ...others.map(() => 1)],
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
