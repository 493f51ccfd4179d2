import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { clientAddressOf } from "./client-address";
import { describePath, kindOf } from "./describe-path";
import { isDraining } from "./draining";
import { findEarlier } from "./find-earlier";
import { isLoopbackAddress } from "./loopback";
import { metrics } from "./metrics";
import { type RequestScope, requestScopes } from "./request-scope";

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

/** The HTTP servers of this process and the answers they still owe. Next makes the server and keeps it to itself. */
export interface HttpState {
  servers: Set<Server>;
  open: Set<ServerResponse>;
}

const holder = globalThis as typeof globalThis & { carrelHttp?: HttpState };

export function httpState(): HttpState {
  holder.carrelHttp ??= { servers: new Set(), open: new Set() };
  return holder.carrelHttp;
}

const FORWARDED = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Gives every request its number before Next sees it: in the `x-request-id` of the answer and in each log line. Node
 * itself tells of requests on this channel, so it works the same under `npm start`, `next start` and in development.
 */
export function watchRequests(): void {
  if (holder.carrelHttp) return;
  const { servers, open } = httpState();
  findEarlier({ servers, open });
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Started;
    const startedMs = performance.now();
    const scope = scopeOf(request);
    requestScopes.enterWith(scope);
    request.headers["x-request-id"] = scope.requestId;
    response.setHeader("x-request-id", scope.requestId);
    if (isDraining()) response.setHeader("connection", "close");
    servers.add(server);
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      finish(scope, request, response, performance.now() - startedMs);
    });
  });
}

function scopeOf(request: IncomingMessage): RequestScope {
  const given = request.headers["x-request-id"];
  const forwardedFor = request.headers["x-forwarded-for"];
  if (forwardedFor !== undefined && env.TRUSTED_PROXIES === 0) warnOfProxy();
  return {
    requestId: typeof given === "string" && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID(),
    isDirect:
      isLoopbackAddress(request.socket.remoteAddress ?? "") &&
      FORWARDED.every((name) => request.headers[name] === undefined),
    address: clientAddressOf({
      socketAddress: request.socket.remoteAddress,
      forwardedFor: typeof forwardedFor === "string" ? forwardedFor : forwardedFor?.join(","),
      trustedProxies: env.TRUSTED_PROXIES,
    }),
  };
}

let hasWarned = false;

/** Once a process: everybody behind a proxy that is not counted shares its address, and with it the limits of sign-in. */
function warnOfProxy(): void {
  if (hasWarned) return;
  hasWarned = true;
  log.warn(
    "A request came with x-forwarded-for, which is not believed. If a proxy of yours stands in front of Carrel, set TRUSTED_PROXIES to the number of such proxies; otherwise somebody has made it up.",
  );
}

function finish(
  scope: RequestScope,
  request: IncomingMessage,
  response: ServerResponse,
  tookMs: number,
): void {
  const { requestId, organizationId, userId } = scope;
  metrics().httpSeconds.observe(
    { kind: kindOf(request.url ?? ""), status: `${Math.floor(response.statusCode / 100)}xx` },
    tookMs / 1_000,
  );
  log[response.statusCode >= 500 ? "warn" : "debug"](
    {
      requestId,
      ...(organizationId === undefined ? {} : { organizationId }),
      ...(userId === undefined ? {} : { userId }),
      method: request.method,
      path: describePath(request.url ?? ""),
      status: response.statusCode,
      tookMs: Math.round(tookMs),
      ...(response.writableFinished ? {} : { isCutOff: true }),
    },
    "Request answered",
  );
}
