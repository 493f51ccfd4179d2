import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, randomUUID } from "node:crypto";

/** What is known about the HTTP request that the running code serves. */
export interface RequestScope {
  readonly requestId: string;
  /** Whether it came over a loopback connection with no sign of a proxy between. */
  readonly isDirect: boolean;
  /** Whose request it is, as far as the connection and the trusted proxies tell; null where it has no address. */
  readonly address: string | null;
  organizationId?: string;
  userId?: string;
}

// Instrumentation and route handlers evaluate this module separately: one storage for all.
const holder = globalThis as typeof globalThis & { carrelRequest?: AsyncLocalStorage<RequestScope> };
holder.carrelRequest ??= new AsyncLocalStorage();

/** The storage itself: `watchRequests` fills it. */
export const requestScopes = holder.carrelRequest;

/** The request being served; undefined in background work, commands and tests without HTTP. */
export const currentRequest = (): RequestScope | undefined => requestScopes.getStore();

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The number under which the current request stands in the ledgers, which hold UUIDs. A request id that a proxy chose
 * in another form gives a UUID made from it, the same each time.
 */
export function correlationId(): string {
  const requestId = currentRequest()?.requestId ?? randomUUID();
  if (UUID.test(requestId)) return requestId.toLowerCase();
  const hex = createHash("sha256").update(requestId).digest("hex");
  // Version 8, RFC 9562: made in a way of one's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Records who asks, for every later log line of the request. */
export function noteCaller(caller: { userId: string; organizationId: string | null }): void {
  const request = requestScopes.getStore();
  if (!request) return;
  request.userId = caller.userId;
  if (caller.organizationId !== null) request.organizationId = caller.organizationId;
}
