import type { MigrationState } from "@/db/migration-state";
import { bad, type Finding, good, listOf, warning } from "./finding";

const MIGRATE = "npm run db:migrate brings the database up to date.";

export function judgeVersion(versionNumber: number): Finding {
  const text = `Postgres ${Math.floor(versionNumber / 10_000)}.${versionNumber % 10_000}`;
  return versionNumber >= 160_000
    ? good(text)
    : bad(
        `${text} is too old`,
        "Carrel needs version 16 or later, for grants without inheritance: upgrade the server.",
      );
}

export interface Extension {
  name: string;
  /** Installed in this database; null when it is not. */
  version: string | null;
  /** Whether the server has its files, so that it can be installed. */
  isAvailable: boolean;
}

/** `isMigrated`: the migration that makes them has run, and will not run again. */
export function judgeExtensions(extensions: Extension[], isMigrated: boolean): Finding[] {
  return extensions.map(({ name, version, isAvailable }) => {
    if (!isAvailable) {
      return bad(
        `The server does not have the extension ${name}`,
        name === "vector"
          ? "Install pgvector 0.8 or later on it (Debian: postgresql-17-pgvector; or the image pgvector/pgvector)."
          : "Install the contrib modules of Postgres on it (Debian: they come with postgresql-17).",
      );
    }
    if (version === null && isMigrated) {
      return bad(
        `The extension ${name} was dropped, and what needs it with it`,
        `npm run restore brings a backup back. To search slowly meanwhile: create extension ${name};`,
      );
    }
    if (version === null) {
      return warning(
        `The extension ${name} is not in this database yet`,
        `npm run db:migrate makes it. If the owner may not, as an administrator: create extension ${name};`,
      );
    }
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (name === "vector" && major === 0 && minor < 8) {
      return bad(
        `The extension vector is ${version}, and Carrel needs 0.8`,
        "Install a newer pgvector on the server, then: alter extension vector update;",
      );
    }
    return good(`The extension ${name} ${version}`);
  });
}

export function judgeMigrations(state: MigrationState): Finding[] {
  const findings: Finding[] = [];
  if (state.unknown > 0) {
    findings.push(
      bad(
        `The database holds ${state.unknown} migrations that this version does not know`,
        "A newer version of Carrel has used it: update this one.",
      ),
    );
  }
  if (state.changed.length > 0) {
    findings.push(
      bad(
        `Migrations were edited after they had run: ${listOf(state.changed)}`,
        "Put drizzle/ back as it was committed; changes go into a new migration.",
      ),
    );
  }
  if (state.pending.length > 0)
    findings.push(
      warning(
        `${state.pending.length} migrations are pending: ${listOf(state.pending)}`,
        `${MIGRATE} So does the next start.`,
      ),
    );
  return findings.length > 0 ? findings : [good(`All ${state.applied} migrations have run`)];
}

export interface TableSecurity {
  name: string;
  enabled: boolean;
  forced: boolean;
  policies: number;
}

export function judgeRowSecurity(tables: TableSecurity[]): Finding {
  if (tables.length === 0) return bad("There is no tenant table", MIGRATE);
  const open = tables.filter(({ enabled, forced, policies }) => !enabled || !forced || policies === 0);
  if (open.length === 0)
    return good(`Row security is enabled and forced on all ${tables.length} tenant tables`);
  const [first] = open;
  return bad(
    `Row security does not hold on ${listOf(open.map(({ name }) => name))}`,
    `Stop the app. Then, as owner, for each: alter table "${first?.name}" enable row level security; ` +
      `alter table "${first?.name}" force row level security; a table without policies needs those of its migration.`,
  );
}
