import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal, root } from "./project.mjs";
import { lastLines, run } from "./run-node.mjs";

const modules = path.join(root, "node_modules");
const stampFile = path.join(modules, ".carrel-install");

/** Installs what package-lock.json names, unless exactly that is there. Returns a line to say, or null. */
export async function installDependencies() {
  const stamp = lockStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return null;
  if (!matchesLock()) {
    const { code, output } = await npmCi();
    if (code !== 0) {
      throw new Refusal(
        `The dependencies could not be installed (npm ci ended with ${code}):\n\n${lastLines(output)}\n\n` +
          'Check that the registry answers ("npm ping"), that this folder is writable, and run the command again.',
      );
    }
    writeFileSync(stampFile, stamp);
    return "Dependencies installed";
  }
  writeFileSync(stampFile, stamp);
  return null;
}

/** Belongs to one lock file on one kind of machine: native parts differ between them. */
function lockStamp() {
  const lock = readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

/** Whether node_modules already holds the lock file's packages, say by "npm install". */
function matchesLock() {
  const installedFile = path.join(modules, ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages ?? {};
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages).every(([name, wanted]) => {
    if (name === "") return true;
    const found = installed[name];
    return found
      ? found.version === wanted.version && existsSync(path.join(root, name))
      : wanted.optional || wanted.peer;
  });
}

function npmCi() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm tells its scripts where it is itself; else the one of the path is asked.
  const npm = process.env.npm_execpath;
  return npm?.endsWith("npm-cli.js")
    ? run(process.execPath, [npm, ...args], { quiet: true })
    : run("npm", args, { quiet: true }).catch((error) => ({ code: 127, output: String(error.message) }));
}
