import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeSchema } from "./codegen/describe-schema";
import { fail } from "./fail";

// `npm run codegen [-- --check]`: writes docs/schema.md from the schema; with --check it only says whether it is stale.

const file = path.join(process.cwd(), "docs/schema.md");
const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (option !== undefined && option !== "--check"))
  fail("Usage: npm run codegen [-- --check]", 2);

const wanted = describeSchema();
if (current() === wanted) {
  console.log("docs/schema.md says what db/schema says.");
} else if (option === "--check") {
  fail("docs/schema.md is stale: run npm run codegen and commit the result.");
} else {
  writeFileSync(file, wanted);
  console.log("docs/schema.md is written.");
}

function current(): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
