import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { buildIfChanged } from "./build.mjs";
import { root } from "./project.mjs";
import { readPlaywrightResults, readVitestResults } from "./read-results.mjs";
import { runNode } from "./run-node.mjs";

// A test run never reaches the developer's own database or providers.
const KEPT_AWAY = Object.fromEntries(
  [
    "DATABASE_URL",
    "DATABASE_MIGRATION_URL",
    "DATABASE_DRIVER",
    "NEON_PROXY_URL",
    "DATA_DIR",
    "EMBEDDING_BASE_URL",
    "CHAT_PROVIDER",
    "CHAT_BASE_URL",
    "CHAT_MODEL",
    "CHAT_SMALL_MODEL",
    "SMTP_URL",
  ].map((name) => [name, ""]),
);

/**
 * The parts of `npm test` in their order. `run` resolves to `{ passed, failed, skipped }`, or to `{ reason }` when
 * this machine cannot run the part.
 */
export const parts = [
  { name: "types", title: "Types", run: () => check(["typescript/bin/tsc", "--noEmit", "-p", "."]) },
  { name: "lint", title: "Lint", run: () => check(["@biomejs/biome/bin/biome", "check", "."]) },
  { name: "unit", title: "Unit tests", run: () => vitest("unit") },
  { name: "integration-pglite", title: "Integration on PGlite", run: () => vitest("integration-pglite") },
  {
    name: "integration-postgres",
    title: "Integration on Postgres",
    run: () => onPostgres("integration-postgres"),
  },
  {
    name: "integration-neon",
    title: "Integration over Neon",
    run: () => onPostgres("integration-neon"),
  },
  { name: "integration-pgbouncer", title: "Integration, pgbouncer", run: integrationOnPgbouncer },
  { name: "build", title: "Production build", run: build },
  { name: "e2e", title: "Browser journeys", run: () => journeys("e2e") },
  { name: "e2e-neon", title: "A journey over Neon", run: journeyOverNeon },
];

const passedOne = { passed: 1, failed: 0, skipped: 0 };
const failedOne = { passed: 0, failed: 1, skipped: 0 };

async function check([program, ...args]) {
  const { code } = await runNode([path.join(root, "node_modules", program), ...args]);
  return code === 0 ? passedOne : failedOne;
}

async function vitest(project, flags = []) {
  const report = newReport(project);
  const program = path.join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runNode(
    [program, "run", "--project", project, "--passWithNoTests", ...flags, ...reporters],
    {
      // Every file loads the same libraries anew.
      env: { ...KEPT_AWAY, NODE_ENV: "test", NODE_COMPILE_CACHE: path.join(root, ".cache", "compiled") },
    },
  );
  return readVitestResults(report, code);
}

async function onPostgres(project) {
  const found = await prepare("tests/support/postgres/prepare.ts");
  if (found.reason) return found;
  console.log(`Postgres: ${found.origin}`);
  // Much of this is waiting, for a server or a connection.
  return vitest(project, ["--maxWorkers=3"]);
}

async function integrationOnPgbouncer() {
  const found = await prepare("tests/support/pgbouncer/prepare.ts");
  if (found.reason) return found;
  console.log(`Pooler: ${found.origin}`);
  return onPostgres("integration-pgbouncer");
}

async function build() {
  try {
    console.log((await buildIfChanged()) ?? "The last build was made from the same sources.");
    return passedOne;
  } catch (error) {
    console.error(error.message);
    return failedOne;
  }
}

async function journeyOverNeon() {
  const found = await prepare("tests/support/postgres/prepare.ts");
  if (found.reason) return found;
  return journeys("e2e-neon", ["tests/e2e/first-five-minutes.spec.ts"], { E2E_DATABASE: "neon" });
}

async function journeys(name, files = [], variables = {}) {
  const found = await prepare("tests/support/prepare-browser.ts");
  if (found.reason) return found;
  console.log(`Chromium: ${found.origin}`);
  const report = newReport(name);
  const program = path.join(root, "node_modules/@playwright/test/cli.js");
  const flags = ["--reporter=list,json", "--pass-with-no-tests"];
  const { code } = await runNode([program, "test", ...flags, ...files], {
    env: { ...KEPT_AWAY, ...variables, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return readPlaywrightResults(report, code);
}

/** Asks a script of the tests' support whether its part can run here: `{ origin }` or `{ reason }`. */
async function prepare(script) {
  const { code, output } = await runNode([path.join(root, script)], { quiet: true });
  const answer = output.split("\n").find((line) => /^\{"(origin|reason)"/.test(line));
  return answer
    ? JSON.parse(answer)
    : { reason: `${script} ended with ${code}: ${output.trim().slice(-400)}` };
}

function newReport(name) {
  const folder = path.join(root, ".cache", "test");
  mkdirSync(folder, { recursive: true });
  const report = path.join(folder, `${name}.json`);
  rmSync(report, { force: true });
  return report;
}
