import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder, whatever folder the command was called from. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A failure whose message is meant for people: it is printed alone, without a stack. */
export class Refusal extends Error {}

/** Refuses, with the reason, a machine that Carrel does not run on. */
export function checkMachine() {
  const { platform, arch } = process;
  if (!["linux", "darwin"].includes(platform) || !["x64", "arm64"].includes(arch)) {
    throw new Refusal(`Carrel runs on Linux and macOS, x64 and arm64; this is ${platform} ${arch}.`);
  }
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 18 || (major === 18 && minor < 17)) {
    throw new Refusal(
      `Carrel needs Node 18.17 or later to install itself; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
    );
  }
  if (platform === "linux" && !process.report?.getReport().header.glibcVersionRuntime) {
    throw new Refusal(
      "Carrel needs a Linux with glibc (Debian, Ubuntu, Fedora); this one uses another C library.",
    );
  }
}

/** Runs one phase of a command and prints one line with its seconds. `work` may return the words of that line. */
export async function phase(words, work) {
  const startedAt = performance.now();
  const said = await work();
  if (said !== null) console.log(`${said ?? words} (${secondsSince(startedAt)} s)`);
}

export const secondsSince = (startedAt) => ((performance.now() - startedAt) / 1000).toFixed(1);

/** Runs a command's main function; a refusal ends it with its message and status 1. */
export async function runCommand(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/**
 * A variable as the server will see it: from the environment, else from the files Next reads.
 * An empty one counts as not set.
 */
export function readVariable(name) {
  if (process.env[name]) return process.env[name];
  for (const file of [".env.production.local", ".env.local", ".env.production", ".env"]) {
    const found = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=\\s*(.*)$`, "m").exec(
      readIfThere(path.join(root, file)),
    );
    const value = found?.[1]?.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (value) return value;
  }
  return undefined;
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
