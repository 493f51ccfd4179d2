import { connect, createServer } from "node:net";
import { Refusal } from "./project.mjs";

const DEFAULT_PORT = 3000;
const TRIED_PORTS = 50;

/**
 * The port to listen on. One that was asked for and is taken is refused; the default one gives way to the next free.
 * `asked` is text as given, or undefined.
 */
export async function choosePort(host, asked) {
  if (asked !== undefined) {
    const port = Number(asked);
    if (!/^\d+$/.test(asked) || port < 1 || port > 65535) {
      throw new Refusal(`"${asked}" is no port: give a number from 1 to 65535.`);
    }
    const problem = await whyTaken(host, port);
    if (!problem) return port;
    throw new Refusal(
      `Carrel cannot listen on ${host} port ${port}: ${problem}. Choose another one with --port or PORT.`,
    );
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIED_PORTS; port += 1) {
    const problem = await whyTaken(host, port);
    if (!problem) return port;
    if (!problem.includes("another program"))
      throw new Refusal(`Carrel cannot listen on ${host}: ${problem}.`);
  }
  throw new Refusal(
    `Ports ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIED_PORTS - 1} are all taken: choose one with --port.`,
  );
}

export const isLoopback = (host) => host === "localhost" || host === "::1" || /^127\./.test(host);

/** What people open in their browser: a server on every address is reached at the loopback one. */
export function addressOf(host, port) {
  const name = { "0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]" }[host] ?? host;
  return `http://${name}:${port}`;
}

const REASONS = {
  EADDRINUSE: "another program uses it",
  EACCES: "this user may not (ports below 1024 need rights)",
  EADDRNOTAVAIL: "that is no address of this machine",
  ENOTFOUND: "that name has no address",
};

async function whyTaken(host, port) {
  // macOS lets two programs listen on one port when one names the address and the other does not: so knock first.
  if (isLoopback(host) && (await answers(host, port))) return REASONS.EADDRINUSE;
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", (error) => resolve(REASONS[error.code] ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const settle = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket
      .on("connect", () => settle(true))
      .on("error", () => settle(false))
      .on("timeout", () => settle(false));
  });
}
