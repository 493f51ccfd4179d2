import type { ProvidedContext } from "vitest";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import LongestFirst from "./tests/support/longest-first.ts";

// As on the server: `server-only` is empty under this condition, and throws without it.
const conditions = ["react-server", "module", "node", "development|production"];

const POSTGRES = "tests/support/postgres/global-setup.ts";

const named = (...names: string[]) => names.map((name) => `tests/integration/${name}.test.ts`);

// Work outside of the database, or requests over it, which do not care how it is reached: on PGlite and on Postgres, or on
// the one of them that is quicker. The whole run has 25 minutes on two cores; EVERY_FILE=1 runs each on all four.
const NOT_ABOUT_THE_WAY = named(
  ...[
    "account-*",
    "attack-*",
    "audit*",
    "conversation-crash",
    "doctor-models",
    "embedding-*",
    "git",
    "git-*",
    "invitations",
  ],
  ...["ledgers", "mail", "members", "model-*", "organization-settings", "people-races", "permissions"],
  ...[
    "role-matrix",
    "search-expressions",
    "search-memory",
    "conversation-processes",
    "security-events",
    "sources",
    "usage",
    "worker-stop",
  ],
);
const EXCLUDED: Record<ProvidedContext["reachedBy"], string[]> = {
  pglite: named(
    ...[
      "attack-*",
      "embedding-indexing",
      "conversation-processes",
      "embedding-models",
      "embedding-switch",
      "git",
      "git-hostile",
      "git-limits",
      "git-refusals",
    ],
    ...["invitations", "mail", "members", "model-*", "search-expressions", "sources"],
  ),
  pg: named("audit-every-mutation", "conversation-crash", "embedding-crash", "git-schedule"),
  neon: NOT_ABOUT_THE_WAY,
  pgbouncer: NOT_ABOUT_THE_WAY,
};

/** The integration suite, on one way to a database. */
function integrationOn(
  reachedBy: ProvidedContext["reachedBy"],
  globalSetup: string[] = [],
): TestProjectInlineConfiguration {
  const engine = reachedBy === "pglite" ? "pglite" : "postgres";
  return {
    extends: true,
    test: {
      name: `integration-${reachedBy === "pg" ? "postgres" : reachedBy}`,
      include: ["tests/integration/**/*.test.ts"],
      exclude: process.env.EVERY_FILE ? [] : EXCLUDED[reachedBy],
      // Each statement makes its way through a proxy: what waits for several of them waits longer.
      testTimeout: reachedBy === "neon" || reachedBy === "pgbouncer" ? 60_000 : 30_000,
      hookTimeout: 60_000,
      setupFiles: ["tests/support/use-database.ts"],
      provide: { engine, reachedBy, ...(engine === "pglite" ? { databaseUrl: "" } : {}) },
      globalSetup: ["tests/support/temporary-folder.ts", ...globalSetup],
    },
  };
}

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  ssr: { resolve: { conditions, externalConditions: ["react-server", "node"] } },
  test: {
    // Two cores is what a small machine has, and a database works beside every file.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Half a minute of somebody else's work must not fail a test of one second.
          testTimeout: 30_000,
          include: ["{app,server,db,cli,bench}/**/*.test.ts", "tests/{house,support}/**/*.test.ts"],
        },
      },
      integrationOn("pglite", ["tests/support/pglite/global-setup.ts"]),
      integrationOn("pg", [POSTGRES]),
      integrationOn("neon", [POSTGRES, "tests/support/neon/global-setup.ts"]),
      integrationOn("pgbouncer", [POSTGRES, "tests/support/pgbouncer/global-setup.ts"]),
    ],
  },
});
