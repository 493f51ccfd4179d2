import { AsyncLocalStorage } from "node:async_hooks";

/** What is known about the HTTP request that the running code serves. */
export interface RequestScope {
  readonly requestId: string;
  /** Whether it came over a loopback connection with no sign of a proxy between. */
  readonly isDirect: boolean;
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

/** Records who asks, for every later log line of the request. */
export function noteCaller(caller: { userId: string; organizationId: string | null }): void {
  const request = requestScopes.getStore();
  if (!request) return;
  request.userId = caller.userId;
  if (caller.organizationId !== null) request.organizationId = caller.organizationId;
}
