import "@/cli/leave-secrets-alone";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findComments } from "@/cli/codegen/column-comments";
import { describePermissions, promised, tenantProcedures } from "@/cli/codegen/describe-permissions";
import { describeSchema } from "@/cli/codegen/describe-schema";

test("docs/schema.md says what the schema says (else: npm run codegen)", () => {
  expect(readFileSync("docs/schema.md", "utf8")).toBe(describeSchema());
});

test("docs/permissions.md says what the table of permissions says (else: npm run codegen)", async () => {
  const { appRouter } = await import("@/server/router");
  const procedures = tenantProcedures(appRouter);
  const page = describePermissions(procedures, promised(procedures));
  expect(readFileSync("docs/permissions.md", "utf8")).toBe(page);
}, 60_000);

test("the page names types, references, comments and policies", () => {
  const page = describeSchema();
  expect(page).toContain("| `embedding` | halfvec(1536) | null |");
  expect(page).toContain("→ repository");
  expect(page).toContain("at most 1 MiB");
  expect(page).toMatch(
    /Policy `document_chunk_audience` \(restrictive, all to app_tenant\): using `audience = 'organization'/,
  );
  expect(page).toContain('organization ||--o{ repository : "organization_id"');
});

test("a comment belongs to the column below it, and to no other", () => {
  const comments = findComments(
    [
      "/** What it is. */",
      "export const thing = pgTable(",
      '  "thing",',
      "  {",
      "    id: id(),",
      "    // In bytes,",
      "    // never negative.",
      "    sizeBytes: integer(),",
      "    name: text(),",
      "  },",
      "  (table) => [",
      "    // An index.",
      "    index: 1,",
    ].join("\n"),
  );
  expect(comments.get("thing")).toEqual({
    table: "What it is.",
    columns: new Map([["sizeBytes", "In bytes, never negative."]]),
  });
});
