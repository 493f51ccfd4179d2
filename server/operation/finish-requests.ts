import type { Server, ServerResponse } from "node:http";
import net from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";

// A connection that is kept open may carry a request just now: it is given this long before it is closed.
const LINGER_MS = 1_000;
const LOOK_EVERY_MS = 20;
const QUIET_TURNS = 4;
const QUICK_TURN_MS = 2;
const MAX_ACCEPTING_MS = 500;

/**
 * Stops listening, answers what was accepted, then closes every connection. Returns how many answers were cut off
 * because they took longer than `withinMs`.
 */
export async function finishRequests(
  { servers, open }: { servers: ReadonlySet<Server>; open: ReadonlySet<ServerResponse> },
  withinMs: number,
): Promise<number> {
  await Promise.all([...servers].map(stopListening));
  // Every answer from now on is the last one of its connection.
  for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
  const startedMs = performance.now();
  for (;;) {
    const passedMs = performance.now() - startedMs;
    const connections = await countConnections(servers);
    if (connections === 0 || passedMs > withinMs || (open.size === 0 && passedMs > LINGER_MS)) break;
    await setTimeout(LOOK_EVERY_MS);
  }
  const cutOff = open.size;
  for (const server of servers) server.closeAllConnections();
  return cutOff;
}

/**
 * Closes the listening socket when nothing waits in front of it: the kernel resets connections that it had accepted and
 * the process had not. Node takes one of them up a turn, so some turns must pass quickly without any.
 */
async function stopListening(server: Server): Promise<void> {
  let quiet = 0;
  const onConnection = () => {
    quiet = 0;
  };
  server.on("connection", onConnection);
  const startedMs = performance.now();
  while (quiet < QUIET_TURNS && performance.now() - startedMs < MAX_ACCEPTING_MS) {
    const turnMs = performance.now();
    quiet += 1;
    await setImmediate();
    if (performance.now() - turnMs > QUICK_TURN_MS) quiet = 0;
  }
  server.off("connection", onConnection);
  // Not the HTTP server's own `close`: it would also end kept connections on which a request may be on its way.
  net.Server.prototype.close.call(server);
}

function countConnections(servers: ReadonlySet<Server>): Promise<number> {
  return Promise.all(
    [...servers].map(
      (server) => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count ?? 0))),
    ),
  ).then((counts) => counts.reduce((sum, count) => sum + count, 0));
}
