import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { toNodeHandler } from "better-auth/node";
import superjson from "superjson";
import { closeDatabase } from "@/db/client";
import { getAuth } from "@/server/auth";
import { startWorker, stopWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { type AppRouter, appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export type Api = TRPCClient<AppRouter>;

/** The API of this process on a free loopback port, a person signed up to it, and the worker behind it. */
export async function serveApi() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authenticate = toNodeHandler(await getAuth());
  const answer = createHTTPHandler({
    router: appRouter,
    createContext: ({ req }) => createContext(new Headers(req.headers as Record<string, string>)),
    basePath: "/api/trpc/",
  });
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/api/auth/")) void authenticate(request, response);
    else answer(request, response);
  });
  await startWorker();
  const cookie = await signUp(origin);
  const api = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/api/trpc`, transformer: superjson, headers: { cookie } })],
  });
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await stopWorker();
    await closeDatabase();
  };
  const found = await (await getAuth()).api.getSession({ headers: new Headers({ cookie }) });
  const organizationId = found?.session.activeOrganizationId;
  if (!found || !organizationId) throw new Error("The throw-away database forgot its only user.");
  return { api, close, person: { organizationId, userId: found.user.id } };
}

async function signUp(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    // The environment was read before this port was known: the address it names is the one that is trusted.
    headers: { "content-type": "application/json", origin: new URL(env.BETTER_AUTH_URL).origin },
    body: JSON.stringify({
      name: "Terminal",
      email: "terminal@localhost.localdomain",
      password: randomBytes(16).toString("hex"),
    }),
  });
  if (!response.ok)
    throw new Error(`The throw-away database refused its only user: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
}
