import { AsyncLocalStorage } from "node:async_hooks";

// On globalThis, because Next evaluates modules once for instrumentation and once for route handlers.
const holder = globalThis as typeof globalThis & { carrelTenantContext?: AsyncLocalStorage<true> };
holder.carrelTenantContext ??= new AsyncLocalStorage<true>();
const storage = holder.carrelTenantContext;

/** Whether the caller is inside `withTenant`, where another transaction or the plain client would hang on PGlite. */
export const isInsideTenant = (): boolean => storage.getStore() === true;

export const runInsideTenant = <T>(work: () => Promise<T>): Promise<T> => storage.run(true, work);
