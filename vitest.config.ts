import type { ProvidedContext } from "vitest";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import LongestFirst from "./tests/support/longest-first.ts";

// As on the server: `server-only` is empty under this condition, and throws without it.
const conditions = ["react-server", "module", "node", "development|production"];

const POSTGRES = "tests/support/postgres/global-setup.ts";

const named = (...names: string[]) => names.map((name) => `tests/integration/${name}.test.ts`);

// Work outside of the database, or requests over it, which do not care how it is reached: on one of the two engines, the
// quicker one. The whole run has 25 minutes on two cores; `npm test -- --whole` runs every file on all four ways.
const ON_PGLITE = named("audit-every-mutation", "conversation-crash", "embedding-crash", "git-schedule");
const ON_POSTGRES = named(
  ...["account-*", "attack-*", "audit", "conversation-processes", "document-crash", "documents-bytes"],
  ...["embedding-indexing", "embedding-models", "embedding-switch"],
  ...["git", "git-crash", "git-hostile", "git-limits", "git-refusals", "invitations", "knowledge-wording"],
  ...["ledgers", "mail", "members", "model-*", "organization-settings", "people-races", "permissions"],
  ...["role-matrix", "search-expressions", "search-memory", "security-events", "sources", "usage"],
  ...["worker-stop"],
);
// The guards themselves are the same on every way; that the proof sees each of them is shown on both engines. So is what
// each does with rows of its own by statements that others send on all four ways.
const ON_ENGINES = named(
  ...["conversation-models", "doctor-models", "document-answers", "documents-places"],
  ...[
    "documents-uploads",
    "embedding-migration",
    "guard-mutations",
    "knowledge-export",
    "knowledge-mining",
    "knowledge-proposals",
    "knowledge-search",
  ],
  ...["search-results", "seed"],
);
const EXCLUDED: Record<ProvidedContext["reachedBy"], string[]> = {
  pglite: ON_POSTGRES,
  pg: ON_PGLITE,
  neon: [...ON_PGLITE, ...ON_POSTGRES, ...ON_ENGINES],
  pgbouncer: [...ON_PGLITE, ...ON_POSTGRES, ...ON_ENGINES],
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
      exclude: process.env.TEST_WHOLE ? [] : EXCLUDED[reachedBy],
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
