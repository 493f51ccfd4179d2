import { spawn } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal, readVariable, root } from "./project.mjs";
import { exitStatus, findNode, projectEnvironment } from "./run-node.mjs";

const READY_TIMEOUT_MS = 180_000;
// Longer than the app itself takes at most (server/operation/stop-server.ts).
const STOP_TIMEOUT_MS = 30_000 + 1_000 * Number(readVariable("STOP_DELAY_SECONDS") ?? 0);

// Next's own greeting, which names addresses we have chosen and print ourselves.
const GREETING = /^\s*(▲ Next\.js|- (Local|Network|Environments):|✓ (Starting|Ready|Running)|$)/;

/**
 * Starts the built app on an address. Returns `ready`, which resolves when the app answers and rejects with the
 * reason, and `ended`, its exit status. Signals that reach this process are handed on, and it ends with the app.
 */
export function serve({ host, port, url, env }) {
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const guard = pathToFileURL(path.join(root, "cli", "end-with-parent.mjs")).href;
  const child = spawn(findNode(), ["--import", guard, next, "start", "-H", host, "-p", String(port)], {
    cwd: root,
    // Its own group, so that Ctrl C reaches it once, through us, and not twice.
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
    env: projectEnvironment({ NODE_ENV: "production", HOST: host, PORT: String(port), ...env }),
  });
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code, signal) => resolve(exitStatus(code, signal)));
  });
  const state = { isReady: false };
  passOutput(child.stdout, state);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(child, signal));
  const ready = waitUntilReady(url, ended).then(() => {
    state.isReady = true;
  });
  return { ready, ended, stop: () => stop(child, "SIGTERM") };
}

function stop(child, signal) {
  if (child.exitCode !== null) return;
  child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
  setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS).unref();
}

function passOutput(stream, state) {
  stream.setEncoding("utf8").on("data", (text) => {
    const kept = state.isReady
      ? text
      : text
          .split("\n")
          .filter((line) => !GREETING.test(line))
          .join("\n");
    if (kept) process.stdout.write(!state.isReady && !kept.endsWith("\n") ? `${kept}\n` : kept);
  });
}

async function waitUntilReady(url, ended) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let status;
  ended.then((code) => {
    status = code;
  });
  let said = "";
  while (Date.now() < deadline) {
    if (status !== undefined)
      throw new Refusal(`Carrel ended before it was ready (status ${status}): see above.`);
    const answer = await ask(`${url}/ready`);
    if (answer?.status === 200) return;
    said = answer?.text || said;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Refusal(`Carrel did not become ready in ${READY_TIMEOUT_MS / 1000} s. ${said.slice(0, 500)}`);
}

/** Node 18 prints a warning at the first fetch, so this is the older way. Resolves to undefined while nobody answers. */
function ask(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: 10_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("close", () => resolve({ status: response.statusCode, text }));
    });
    request.on("timeout", () => request.destroy()).on("error", () => resolve(undefined));
  });
}
