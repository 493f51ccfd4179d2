import { installDependencies } from "./install.mjs";
import { checkMachine, phase, Refusal, runCommand, secondsSince } from "./project.mjs";

const DATABASES = ["pglite", "postgres", "neon", "pgbouncer"].map((name) => `integration-${name}`);
const NAMES = ["types", "lint", "unit", ...DATABASES, "build", "e2e", "e2e-neon"];
const HELP = `npm test [-- [--whole] part …]: runs everything, or only the named parts

  parts: ${NAMES.join(", ")}; "integration" is all four ways to a database
  --whole: every file on all four ways, and every test of chance as often as is promised; takes hours

Ends with a line "N passed, N failed". With CI set, a part that cannot run here is a failure.`;

await runCommand(async () => {
  const asked = process.argv.slice(2);
  if (asked.includes("--help") || asked.includes("-h")) {
    console.log(HELP);
    return 0;
  }
  if (asked.includes("--whole")) process.env.TEST_WHOLE = "1";
  const named = asked.filter((word) => word !== "--whole");
  const wanted = named.flatMap((name) =>
    name === "integration" ? NAMES.filter((part) => part.startsWith(name)) : [name],
  );
  const unknown = wanted.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new Refusal(`There is no part named ${unknown.join(", ")}.\n\n${HELP}`);

  checkMachine();
  await phase("Installed", installDependencies);
  const { parts } = await import("./test-parts.mjs");
  const results = [];
  for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n── ${part.title} ${"─".repeat(Math.max(4, 70 - part.title.length))}`);
    results.push(await runPart(part, results));
  }
  return summarize(results);
});

/** One part with its seconds. What throws is a failure of that part; the later ones still run. */
async function runPart(part, earlier) {
  const startedAt = performance.now();
  const finish = (result) => ({ part, seconds: secondsSince(startedAt), ...result });
  const none = { passed: 0, failed: 0, skipped: 0 };
  const isBuildBroken = earlier.some((result) => result.part.name === "build" && result.failed > 0);
  if (part.name.startsWith("e2e") && isBuildBroken) return finish({ ...none, reason: "the build failed" });
  try {
    const result = await part.run();
    if (!result.reason) return finish(result);
    console.log(`Cannot run here. ${result.reason}.`);
    return finish({ ...none, failed: process.env.CI ? 1 : 0, reason: result.reason });
  } catch (error) {
    console.error(error);
    return finish({ ...none, failed: 1 });
  }
}

/** Prints the table and the last line. Returns the exit status. */
function summarize(results) {
  console.log(`\n── Summary ${"─".repeat(63)}`);
  for (const { part, seconds, passed, failed, skipped, reason } of results) {
    const counts = [`${passed} passed`, `${failed} failed`, ...(skipped ? [`${skipped} skipped`] : [])].join(
      ", ",
    );
    const words = reason ? `NOT RUN: ${reason}` : counts;
    console.log(`${part.title.padEnd(26)}${`${seconds} s`.padStart(9)}   ${words}`);
  }
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") > 0 ? 1 : 0;
}
