import {
  createTableRelationsHelpers,
  type ExtractTablesWithRelations,
  extractTablesRelationalConfig,
} from "drizzle-orm";
import { PgDialect, type PgQueryResultHKT, type PgTransaction } from "drizzle-orm/pg-core";
import pg from "pg";
import * as schema from "./schema";

export type Transaction = PgTransaction<
  PgQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;

/** What a transaction begins with: whole statements, because several of them travel in one message. */
export interface Opening {
  /** `snapshot` shows one state of the database to every statement and refuses writes. */
  mode: "write" | "snapshot";
  /** In force before `question` is asked. */
  settings: string;
  /** Its rows are handed to the work. */
  question?: string;
}

/** Runs `work` in one transaction, committed when it returns and rolled back when it throws. */
export type Transact = <T>(
  opening: Opening,
  work: (tx: Transaction, answer: Record<string, unknown>[]) => Promise<T>,
) => Promise<T>;

/** What drizzle's transactions are made with, beside a session. */
export const dialect = new PgDialect({ casing: "snake_case" });
const { tables, tableNamesMap } = extractTablesRelationalConfig<ExtractTablesWithRelations<typeof schema>>(
  schema,
  createTableRelationsHelpers,
);
export const relations = { fullSchema: schema, schema: tables, tableNamesMap };

/** A text as a literal of SQL. Throws for U+0000, which no text of Postgres holds and which would end the message. */
export function quoteLiteral(text: string): string {
  if (text.includes("\0")) throw new Error("A text for the database holds the character U+0000.");
  return pg.escapeLiteral(text);
}
