import "./leave-secrets-alone";
import { DirectoryInUseError } from "@/db/directory-lock";
import { bad, type Finding, good, lineOf, summaryOf, warning } from "./doctor/finding";
import { type Connection, NoDatabaseYet, openEmbedded, openServer } from "./doctor/open-connection";
import { fail } from "./fail";

// `npm run doctor`: looks at everything that can be wrong around Carrel, changes nothing, and says how to mend it.
// Ends with 1 when something is broken. `--json` prints one object for machines instead.

const options = process.argv.slice(2);
const unknown = options.filter((option) => option !== "--json");
if (unknown.length > 0) fail("Usage: npm run doctor [-- --json]", 2);
const isJson = options.includes("--json");

const findings: Finding[] = [];
const report = (found: Finding[]) => {
  findings.push(...found);
  if (!isJson) for (const finding of found) console.log(lineOf(finding));
};

const configuration = await import("@/server/env").catch((error: unknown) => {
  report([bad(messageOf(error), "Correct the variable; .env.example names them all.")]);
  return undefined;
});
if (configuration) {
  const { checkMachine } = await import("./doctor/check-machine");
  const { checkBlobStore } = await import("./doctor/check-blob-store");
  const { checkEmbedding } = await import("./doctor/check-embedding");
  report(checkMachine());
  report([await checkBlobStore()]);
  report([await checkEmbedding()]);
  report(await lookIntoDatabase(configuration.env));
}
const { text, status } = summaryOf(findings);
console.log(isJson ? JSON.stringify({ status, summary: text, findings }, null, 2) : `\n${text}`);
process.exit(status);

async function lookIntoDatabase(env: {
  DATABASE_URL: string;
  DATABASE_MIGRATION_URL?: string | undefined;
}): Promise<Finding[]> {
  const url = env.DATABASE_URL;
  if (url.startsWith("pglite:memory:"))
    return [good("The database lives in memory: there is nothing to look into")];
  const isEmbedded = url.startsWith("pglite:");
  const opened: Connection[] = [];
  const open = async (connection: Promise<Connection>) => {
    opened.push(await connection);
    return connection;
  };
  try {
    const product = await open(isEmbedded ? openEmbedded(url.slice("pglite:".length)) : openServer(url));
    const migrationUrl = isEmbedded ? undefined : env.DATABASE_MIGRATION_URL;
    const owner = migrationUrl === undefined ? product : await open(openServer(migrationUrl));
    const { checkDatabase } = await import("./doctor/check-database");
    return await checkDatabase({ owner, product, isEmbedded });
  } catch (error) {
    return [explain(error, isEmbedded)];
  } finally {
    for (const connection of opened) await connection.close();
  }
}

function explain(error: unknown, isEmbedded: boolean): Finding {
  if (error instanceof NoDatabaseYet) return good("There is no database yet: npm start makes it");
  if (error instanceof DirectoryInUseError) {
    return warning(
      `Process ${error.pid} has the embedded database open: its version, extensions, migrations, roles, row security, ` +
        "queue, embedding models and uploaded files were not checked",
      "If that is the app, it is running; stop it and call the doctor again to have the database checked too. " +
        "Settings, Embeddings shows a change of model meanwhile.",
    );
  }
  return isEmbedded
    ? bad(
        `The embedded database cannot be opened: ${messageOf(error)}`,
        "npm run restore -- FILE --force puts a backup in its place, and keeps the damaged one aside.",
      )
    : bad(
        `The Postgres server cannot be asked: ${messageOf(error)}`,
        "Check DATABASE_URL (and DATABASE_MIGRATION_URL, which names the owner if DATABASE_URL does not), that the server " +
          "runs, and that this machine may reach it.",
      );
}

function messageOf(error: unknown): string {
  // node-postgres reports a refused connection as several errors in one, without words of its own.
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
