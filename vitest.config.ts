import { defineConfig } from "vitest/config";

// As on the server: `server-only` is empty under this condition, and throws without it.
const conditions = ["react-server", "module", "node", "development|production"];

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  ssr: { resolve: { conditions, externalConditions: ["react-server", "node"] } },
  test: {
    // Two cores is what a small machine has, and a database works beside every file.
    maxWorkers: 2,
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
      {
        extends: true,
        test: {
          name: "integration-pglite",
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          setupFiles: ["tests/support/use-database.ts"],
          provide: { engine: "pglite", databaseUrl: "" },
        },
      },
      {
        extends: true,
        test: {
          name: "integration-postgres",
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          setupFiles: ["tests/support/use-database.ts"],
          provide: { engine: "postgres" },
          globalSetup: ["tests/support/postgres/global-setup.ts"],
        },
      },
    ],
  },
});
