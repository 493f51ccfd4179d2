import { spawn } from "node:child_process";
import path from "node:path";
import { addressOf, choosePort } from "./address.mjs";
import { readAddressOptions } from "./address-options.mjs";
import { installDependencies } from "./install.mjs";
import { localSources, ownAddress } from "./local-defaults.mjs";
import { checkMachine, phase, readVariable, root, runCommand } from "./project.mjs";
import { exitStatus, findNode, projectEnvironment } from "./run-node.mjs";

const HELP = `npm run dev [-- options]: runs Carrel from source, and again after every change

  --host ADDRESS   where to listen; default HOST, else 127.0.0.1 (this machine only)
  --port NUMBER    default PORT, else 3000 or the next free one
  --help           this text

It uses the same data directory as npm start: set DATA_DIR to keep the two apart.`;

await runCommand(async () => {
  const options = readAddressOptions(HELP);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  checkMachine();
  await phase("Installed", installDependencies);
  const host = options.host ?? readVariable("HOST") ?? "127.0.0.1";
  const port = await choosePort(host, options.port ?? readVariable("PORT"));
  return runNext(host, port, { ...localSources(host), ...ownAddress(addressOf(host, port)) });
});

/** Next in development, with the terminal to itself. Resolves to its exit status. */
function runNext(host, port, env) {
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const child = spawn(findNode(), [next, "dev", "-H", host, "-p", String(port)], {
    cwd: root,
    stdio: "inherit",
    env: projectEnvironment({ NODE_ENV: "development", HOST: host, PORT: String(port), ...env }),
  });
  // Ctrl C reaches Next by the terminal, and must not end us before it has closed the database.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(exitStatus(code, signal)));
  });
}
