import { readdirSync } from "node:fs";
import path from "node:path";
import { is } from "drizzle-orm";
import { getTableConfig, isPgEnum, PgTable } from "drizzle-orm/pg-core";
import * as schema from "@/db/schema";
import { readComments, type TableComments } from "./column-comments";
import { describeTable, referencesOf } from "./describe-table";

const HEAD = `# The schema

Written by \`npm run codegen\` from \`db/schema\`; do not edit. Every table with \`organization_id\` belongs to a tenant, and
its policies are forced on the owner too. Grants, extensions and functions stand in \`drizzle/\`.`;

/** \`docs/schema.md\` as the Drizzle schema says it must be. */
export function describeSchema(): string {
  const comments = allComments();
  const tables = Object.entries<unknown>(schema)
    .flatMap(([key, table]) => (is(table, PgTable) ? [{ key, table, name: getTableConfig(table).name }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = tables.map(({ key, table }) => describeTable(table, comments.get(key)));
  return `${[
    HEAD,
    "## Entities",
    diagram(tables.map(({ table }) => table)),
    "## Vocabularies",
    enums(),
    "## Tables",
    ...sections,
  ].join("\n\n")}\n`;
}

function diagram(tables: PgTable[]): string {
  const edges = tables.flatMap((table) =>
    referencesOf(table).map(
      ({ target, column, isRequired }) =>
        `  ${target} ${isRequired ? "||" : "|o"}--o{ ${getTableConfig(table).name} : "${column}"`,
    ),
  );
  return ["```mermaid", "erDiagram", ...edges, "```"].join("\n");
}

function enums(): string {
  return Object.values(schema)
    .flatMap((value) => (isPgEnum(value) ? [`- \`${value.enumName}\`: ${value.enumValues.join(", ")}`] : []))
    .sort()
    .join("\n");
}

function allComments(): Map<string, TableComments> {
  const folder = path.join(process.cwd(), "db/schema");
  return new Map(readdirSync(folder).flatMap((file) => [...readComments(path.join(folder, file)).entries()]));
}
