import { sql } from "drizzle-orm";
import type { TenantTx } from "@/db/tenant";

/** What a search looks through: repositories, each at its published generation, and the filters of the question. */
export interface SearchScope {
  organizationId: string;
  repositoryIds: string[];
  generations: number[];
  /** All that is published in the organization, whatever the filters: how rare a word is, is counted there. */
  published: { repositoryIds: string[]; generations: number[] };
  language: string | null;
  /** Files that the path filters name; null without any. */
  fileIds: string[] | null;
}

export const repositoriesOf = ({
  repositoryIds,
  generations,
}: Pick<SearchScope, "repositoryIds" | "generations">) =>
  sql`unnest(${sql.param(repositoryIds)}::text[], ${sql.param(generations)}::int[]) as r (id, generation)`;

/** Both drivers answer with `rows`; the common type of a transaction does not say so. */
export async function rowsOf<Row>(tx: TenantTx, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await tx.execute(statement)) as unknown as { rows: Row[] }).rows;
}
