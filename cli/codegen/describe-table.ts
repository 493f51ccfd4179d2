import { getTableColumns, is, SQL } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import { getTableConfig, type PgColumn, PgDialect, PgRole, type PgTable } from "drizzle-orm/pg-core";
import type { TableComments } from "./column-comments";

const casing = new CasingCache("snake_case");
const dialect = new PgDialect({ casing: "snake_case" });

export interface Reference {
  columns: string[];
  /** The column that tells which row is meant; the others repeat the tenant and the audience. */
  column: string;
  target: string;
  targetColumns: string[];
  onDelete: string | undefined;
  /** Whether every referring column must have a value. */
  isRequired: boolean;
}

export const columnName = (column: PgColumn): string => casing.getColumnCasing(column);

/** The foreign keys of a table. */
export function referencesOf(table: PgTable): Reference[] {
  return getTableConfig(table).foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const names = columns.map(columnName);
    return {
      columns: names,
      column: names.find((name) => name !== "organization_id" && name !== "audience") ?? names[0] ?? "",
      target: getTableConfig(foreignTable).name,
      targetColumns: foreignColumns.map(columnName),
      onDelete: key.onDelete,
      isRequired: columns.every((column) => column.notNull),
    };
  });
}

/** One table as a section of Markdown. */
export function describeTable(table: PgTable, comments: TableComments | undefined): string {
  const { name, policies } = getTableConfig(table);
  const references = referencesOf(table);
  const lines = [`### ${name}`, ""];
  if (comments?.table) lines.push(comments.table, "");
  lines.push("| Column | Type | | Meaning |", "|---|---|---|---|");
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const marks = [
      column.primary ? "primary key" : column.notNull ? "" : "null",
      ...references
        .filter(({ column: name }) => name === columnName(column))
        .map(({ target }) => `→ ${target}`),
    ];
    const words = [column.getSQLType(), marks.filter(Boolean).join(", "), comments?.columns.get(key) ?? ""];
    lines.push(`| \`${columnName(column)}\` | ${words.map(cell).join(" | ")} |`);
  }
  if (policies.length > 0) lines.push("", ...policies.map(describePolicy));
  return lines.join("\n");
}

function describePolicy(policy: ReturnType<typeof getTableConfig>["policies"][number]): string {
  const roles = [policy.to ?? "public"].flat(2).map((role) => (is(role, PgRole) ? role.name : String(role)));
  const using = textOf(policy.using);
  const withCheck = textOf(policy.withCheck);
  const rule = [
    ...(using ? [`using \`${using}\``] : []),
    ...(withCheck ? [withCheck === using ? "and the same with check" : `with check \`${withCheck}\``] : []),
  ].join(" ");
  const kind = policy.as === "restrictive" ? "restrictive, " : "";
  return `- Policy \`${policy.name}\` (${kind}${policy.for ?? "all"} to ${roles.join(", ")}): ${rule}`;
}

const textOf = (expression: SQL | undefined): string | undefined =>
  expression instanceof SQL ? dialect.sqlToQuery(expression).sql.replace(/\s+/g, " ") : undefined;

const cell = (text: string): string => text.replaceAll("|", "\\|");
