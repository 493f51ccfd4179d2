import { spawn } from "node:child_process";
import path from "node:path";
import { installDependencies } from "./install.mjs";
import { checkMachine, root, runCommand } from "./project.mjs";
import { exitStatus, findNode, projectEnvironment } from "./run-node.mjs";

// `npm run ask -- PATH "question"`: works on a fresh clone. Standard output belongs to the answers.

await runCommand(async () => {
  checkMachine();
  const waiting = setTimeout(() => console.error("Installing the dependencies first, once …"), 1_000);
  await installDependencies();
  clearTimeout(waiting);

  const tsx = path.join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(
    findNode(),
    [tsx, "--conditions=react-server", path.join("cli", "ask.ts"), ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: "inherit",
      // A path is meant from where the command was typed, which npm says; else this process stands there.
      env: projectEnvironment({ INIT_CWD: process.env.INIT_CWD ?? process.cwd() }),
    },
  );
  // The child gets the signal too, and removes its database before it ends.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitStatus(code, signal)));
  });
});
