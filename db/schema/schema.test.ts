import { type Column, getTableColumns, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import type { ZodType } from "zod";
import * as schema from ".";

const tables = Object.entries(schema).flatMap(([key, value]) =>
  is(value, PgTable) ? [{ key, columns: getTableColumns(value as PgTable) as Record<string, Column> }] : [],
);

function parserOf(kind: "insert" | "select" | "patch", key: string): ZodType {
  const name = `${kind}${key.charAt(0).toUpperCase()}${key.slice(1)}Schema`;
  const parser = (schema as unknown as Record<string, ZodType | undefined>)[name];
  if (!parser) throw new Error(`${name} is missing: every table has its three schemas.`);
  return parser;
}

const samplePlan = {
  goal: "text",
  steps: [{ kind: "search", title: "text", input: "text" }],
  expectedEffects: [],
  budget: { requests: 1, cost: "0" },
};

/** Some value a column takes. */
function sampleOf(name: string, column: Column): unknown {
  if (column.enumValues?.length) return column.enumValues[0];
  if (column.columnType === "PgUUID") return "0198f0aa-7e2b-7000-8000-000000000000";
  if (column.columnType === "PgBinaryVector") return "1".repeat(schema.VECTOR_DIMENSIONS);
  if (name === "secretLines") return [3];
  if (name === "places") return [{ label: "Page 1", start: 0 }];
  if (name === "secretSpans") return [[0, 3]];
  if (name === "parts") return [{ type: "text", text: "text" }];
  if (name === "plan") return samplePlan;
  if (["examples", "sourceFiles", "findings"].includes(name)) return [];
  if (name === "difference") return { counts: [], changed: [], contradicted: [] };
  if (name === "bytes" || name === "picture") return new Uint8Array([1]);
  if (column.dataType === "array") return Array.from({ length: schema.VECTOR_DIMENSIONS }, () => 0.5);
  const samples: Record<string, unknown> = {
    string: "text",
    number: 1,
    boolean: true,
    date: new Date(),
    json: {},
    custom: "text",
  };
  return samples[column.dataType];
}

const sampleRow = (columns: Record<string, Column>) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, sampleOf(name, column)]));

test.each(tables)("$key: a whole row passes, nothing at all does not, and a patch may be empty", ({
  key,
  columns,
}) => {
  const row = sampleRow(columns);
  expect(parserOf("insert", key).safeParse(row).error).toBeUndefined();
  expect(parserOf("select", key).safeParse(row).error).toBeUndefined();
  expect(parserOf("patch", key).safeParse(row).error).toBeUndefined();
  expect(parserOf("patch", key).safeParse({}).success).toBe(true);
  expect(parserOf("insert", key).safeParse({}).success).toBe(false);
  expect(parserOf("select", key).safeParse({}).success).toBe(false);
});

test.each(tables)("$key: a row that lacks what it needs is refused, column by column", ({ key, columns }) => {
  for (const [name, column] of Object.entries(columns)) {
    const { [name]: _, ...rest } = sampleRow(columns);
    const isNeeded = column.notNull && !column.hasDefault;
    expect([name, parserOf("insert", key).safeParse(rest).success]).toEqual([name, !isNeeded]);
    const emptied = { ...rest, [name]: null };
    expect([name, parserOf("insert", key).safeParse(emptied).success]).toEqual([name, !column.notNull]);
  }
});

test.each(tables)("$key: a value of another type is refused in every column", ({ key, columns }) => {
  for (const name of Object.keys(columns)) {
    const wrong = { ...sampleRow(columns), [name]: Symbol(name) };
    for (const kind of ["insert", "select", "patch"] as const) {
      expect([kind, name, parserOf(kind, key).safeParse(wrong).success]).toEqual([kind, name, false]);
    }
  }
});

test("a role, a status or a plan that does not exist is refused", () => {
  expect(schema.patchMemberSchema.safeParse({ role: "emperor" }).success).toBe(false);
  expect(schema.patchInvitationSchema.safeParse({ status: "lost" }).success).toBe(false);
  expect(schema.patchSubscriptionSchema.safeParse({ plan: "platinum" }).success).toBe(false);
  expect(schema.patchIndexRunSchema.safeParse({ phase: "dreaming" }).success).toBe(false);
  expect(schema.patchRepositorySchema.safeParse({ sourceKind: "fax" }).success).toBe(false);
});

test("names are trimmed, and a name of nothing or of a novel is refused with what to do", () => {
  const { name } = schema.insertOrganizationSchema.shape;
  expect(name.parse("  Ada ")).toBe("Ada");
  expect(name.safeParse(" ").error?.issues[0]?.message).toBe("Give the organization a name.");
  expect(name.safeParse("x".repeat(81)).error?.issues[0]?.message).toBe("A name has at most 80 characters.");
  const repository = schema.insertRepositorySchema.shape.name;
  expect(repository.safeParse("").error?.issues[0]?.message).toBe("Give the repository a name.");
  expect(repository.safeParse("x".repeat(101)).error?.issues[0]?.message).toBe(
    "A name has at most 100 characters.",
  );
});

test("JSON columns take their own shape only", () => {
  expect(schema.patchUserProfileSchema.safeParse({ preferences: { theme: "dark" } }).success).toBe(true);
  expect(schema.patchUserProfileSchema.safeParse({ preferences: { theme: "plaid" } }).success).toBe(false);
  expect(schema.patchFileSchema.safeParse({ secretLines: [1, 20] }).success).toBe(true);
  for (const secretLines of [["1"], [0], [1.5], "1"]) {
    expect(schema.patchFileSchema.safeParse({ secretLines }).success).toBe(false);
  }
});

test.each([
  "insert",
  "select",
  "patch",
] as const)("what an event carries is an object, says the %s schema", (kind) => {
  for (const key of ["auditEvent", "securityEvent"]) {
    const columns = tables.find((table) => table.key === key)?.columns ?? {};
    const withData = (eventData: unknown) =>
      parserOf(kind, key).safeParse({ ...sampleRow(columns), eventData }).success;
    expect(withData({ before: "a", after: null })).toBe(true);
    for (const wrong of ["text", 7, true, null, ["a"]])
      expect([key, wrong, withData(wrong)]).toEqual([key, wrong, false]);
  }
});
