import path from "node:path";
import { parseArgs } from "node:util";
import { fail } from "./fail";
import { refuseProduction } from "./seed/refuse-production";

// `npm run db:seed [-- dev|prod] [--force]`: `dev` empties the database and fills it with people, organizations and
// indexed code to develop on; `prod` only makes sure of the rows that every installation needs.

const USAGE = "Usage: npm run db:seed [-- dev|prod] [--force]";
const { kind, force } = readArguments();

if (kind === "dev") {
  refuseProduction("db:seed");
  // Set before the first import that reads the environment: the sample code is what gets indexed.
  process.env.LOCAL_SOURCES = path.resolve("db/seed/seed-data");
  process.env.LOG_LEVEL ||= "warn";
}

const { closeDatabase } = await import("@/db/client");
const { runDevSeed, runProdSeed } = await import("@/db/seed/run-seed");
try {
  if (kind === "dev") await seedDevelopment();
  else {
    const rows = await runProdSeed();
    console.log(
      rows === 0
        ? "This version has no reference rows: nothing was changed, apart from migrations that were pending."
        : `${rows} reference rows are in place.`,
    );
  }
  const { stopWorker } = await import("@/server/background/worker");
  await stopWorker();
  await closeDatabase();
  process.exit(0);
} catch (error) {
  await closeDatabase().catch(() => {});
  fail(error);
}

async function seedDevelopment(): Promise<void> {
  const { env } = await import("@/server/env");
  const { indexRepository } = await import("./seed/index-repository");
  const { SEED_PASSWORD } = await import("@/db/seed/dev-data");
  const organizations = await runDevSeed({
    indexRepository,
    migrationUrl: env.DATABASE_MIGRATION_URL,
    force,
  });
  for (const { name, members, repository } of organizations) {
    console.log(
      `${name}: repository ${repository.name}, ${repository.files} files, ${repository.chunks} chunks`,
    );
    for (const { name, email, role } of members)
      console.log(`  ${email.padEnd(20)} ${role.padEnd(8)} ${name}`);
  }
  console.log(`\nEverybody’s password: ${SEED_PASSWORD}`);
}

function readArguments(): { kind: "dev" | "prod"; force: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { force: { type: "boolean", default: false } },
    });
    const [kind = "dev", ...rest] = positionals;
    if ((kind === "dev" || kind === "prod") && rest.length === 0) return { kind, force: values.force };
  } catch {
    // An unknown option gets the same answer as an unknown kind.
  }
  return fail(USAGE, 2);
}
