import "./leave-secrets-alone";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { appRouter } from "@/server/router";
import { describePermissions, promised, tenantProcedures } from "./codegen/describe-permissions";
import { describeSchema } from "./codegen/describe-schema";
import { fail } from "./fail";

// `npm run codegen [-- --check]`: writes docs/schema.md and docs/permissions.md; with --check it only says whether one is
// stale.

const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (option !== undefined && option !== "--check"))
  fail("Usage: npm run codegen [-- --check]", 2);

const procedures = tenantProcedures(appRouter);
const pages = {
  "docs/schema.md": describeSchema(),
  "docs/permissions.md": describePermissions(procedures, promised(procedures)),
};

for (const [page, wanted] of Object.entries(pages)) {
  const file = path.join(process.cwd(), page);
  if (current(file) === wanted) {
    console.log(`${page} is up to date.`);
  } else if (option === "--check") {
    fail(`${page} is stale: run npm run codegen and commit the result.`);
  } else {
    writeFileSync(file, wanted);
    console.log(`${page} is written.`);
  }
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
