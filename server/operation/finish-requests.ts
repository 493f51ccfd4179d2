import type { Server } from "node:http";
import net from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { HttpState } from "./watch-requests";

const LOOK_EVERY_MS = 20;
const QUICK_TURN_MS = 5;
const MAX_ACCEPTING_MS = 1_000;
// Enough for the process to read what lies in its sockets, however long it was kept from doing so.
const READING_TURNS = 3;

export interface Patience {
  /** How long answers may take. */
  withinMs: number;
  /** How long connections that are kept open may still ask: Node promises clients five seconds. */
  lingerMs: number;
}

/**
 * Answers what was accepted, then closes every connection; listening has stopped before. Returns how many answers were
 * cut off because they took longer than `withinMs`.
 */
export async function finishRequests({ servers, open }: HttpState, patience: Patience): Promise<number> {
  // Every answer from now on is the last one of its connection.
  for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
  const startedMs = performance.now();
  for (;;) {
    const passedMs = performance.now() - startedMs;
    const connections = await countConnections(servers);
    if (connections === 0 || passedMs > patience.withinMs) break;
    if (passedMs > patience.lingerMs && (await isIdle(open))) break;
    await setTimeout(LOOK_EVERY_MS);
  }
  const cutOff = open.size;
  for (const server of servers) server.closeAllConnections();
  return cutOff;
}

/**
 * Closes a listening socket when nothing waits in front of it: the kernel resets connections that it has accepted and
 * the process has not. Node takes one of them up a turn, so a turn must pass quickly and without any; to have such a
 * turn, what arrives meanwhile is taken up but not yet read.
 */
export async function stopListening(server: Server): Promise<void> {
  const held: net.Socket[] = [];
  // A moment later, because the HTTP server starts reading in this very event.
  const hold = (socket: net.Socket) => process.nextTick(() => held.push(socket.pause()));
  server.on("connection", hold);
  const startedMs = performance.now();
  for (let isQuiet = false; !isQuiet && performance.now() - startedMs < MAX_ACCEPTING_MS; ) {
    const [before, turnMs] = [held.length, performance.now()];
    await setImmediate();
    isQuiet = held.length === before && performance.now() - turnMs < QUICK_TURN_MS;
  }
  // Not the HTTP server's own `close`: it would also end kept connections on which a request may be on its way.
  net.Server.prototype.close.call(server);
  server.off("connection", hold);
  for (const socket of held) socket.resume();
}

async function isIdle(open: ReadonlySet<unknown>): Promise<boolean> {
  for (let turn = 0; turn < READING_TURNS && open.size === 0; turn++) await setImmediate();
  return open.size === 0;
}

function countConnections(servers: ReadonlySet<Server>): Promise<number> {
  return Promise.all(
    [...servers].map(
      (server) => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count ?? 0))),
    ),
  ).then((counts) => counts.reduce((sum, count) => sum + count, 0));
}
