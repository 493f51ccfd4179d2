import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { toNodeHandler } from "better-auth/node";
import { getDatabase } from "@/db/client";
import { getAuth } from "@/server/auth";
import { appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";

// A web process without pages, for tests that kill processes: the API and sign-in on a free loopback port, no worker.
// Says where it listens, as one line of JSON.

await getDatabase();
const authenticate = toNodeHandler(await getAuth());
const answer = createHTTPHandler({
  router: appRouter,
  createContext: ({ req }) => createContext(new Headers(req.headers as Record<string, string>)),
  basePath: "/api/trpc/",
});
const server = createServer((request, response) => {
  if (request.url?.startsWith("/api/auth/")) void authenticate(request, response);
  else answer(request, response);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
