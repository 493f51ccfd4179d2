import { installDependencies } from "./install.mjs";
import { checkMachine, runCommand } from "./project.mjs";
import { runNode } from "./run-node.mjs";

// `npm run ask -- PATH "question"`: installs what is missing, then runs ask.ts by the product's own Node.

// Ctrl-C reaches the whole group: this process waits until the other one has cleaned up.
process.on("SIGINT", () => {});

await runCommand(async () => {
  checkMachine();
  const said = await installDependencies();
  if (said !== null) console.error(said);
  const { code } = await runNode(
    [
      "--conditions=react-server",
      "--import=./cli/load-variables.mjs",
      "--import=tsx",
      "cli/ask.ts",
      ...process.argv.slice(2),
    ],
    // Paths are those of the folder the person stands in; npm says which, and moves to the project's.
    { env: { INIT_CWD: process.env.INIT_CWD ?? process.cwd() } },
  );
  return code;
});
