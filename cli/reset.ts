import { spawnSync } from "node:child_process";
import { fail } from "./fail";
import { refuseProduction } from "./seed/refuse-production";

// `npm run db:reset [-- --force]`: drops every table, migrates and fills in the dev data.

const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (option !== undefined && option !== "--force"))
  fail("Usage: npm run db:reset [-- --force]", 2);
refuseProduction("db:reset");

if (option !== "--force") {
  const { closeDatabase } = await import("@/db/client");
  const { refuseToDeletePeople, SeedRefusal } = await import("@/db/seed/run-seed");
  const { DirectoryInUseError } = await import("@/db/directory-lock");
  try {
    await refuseToDeletePeople();
    await closeDatabase();
  } catch (error) {
    if (error instanceof SeedRefusal || error instanceof DirectoryInUseError) fail(error);
    const reason = error instanceof Error ? error.message : String(error);
    fail(
      `The database cannot be opened, so nobody knows whose accounts would go (${reason}). Add --force to drop it.`,
    );
  }
}

run("cli/db-command.ts", "drop");
run("cli/seed.ts", "dev");
process.exit(0);

/** Another command of this folder in a process of its own, run as this one is. */
function run(script: string, argument: string): void {
  const { status } = spawnSync(process.execPath, [...process.execArgv, script, argument], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
