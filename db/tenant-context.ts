import { AsyncLocalStorage } from "node:async_hooks";

interface TenantContext {
  /** What is to be done once the transaction is committed, and not at all when it is rolled back. */
  afterCommit: (() => void)[];
}

// On globalThis, because Next evaluates modules once for instrumentation and once for route handlers.
const holder = globalThis as typeof globalThis & { carrelTenantContext?: AsyncLocalStorage<TenantContext> };
holder.carrelTenantContext ??= new AsyncLocalStorage<TenantContext>();
const storage = holder.carrelTenantContext;

/** Whether the caller is inside `withTenant`, where another transaction or the plain client would hang on PGlite. */
export const isInsideTenant = (): boolean => storage.getStore() !== undefined;

/** Does `work` once the transaction around the caller is committed; throws outside of one. Nothing is lost without it. */
export function afterCommit(work: () => void): void {
  const context = storage.getStore();
  if (!context) throw new Error("afterCommit was called outside of withTenant.");
  context.afterCommit.push(work);
}

/** Runs a transaction, then what it left for after its commit. */
export async function runInsideTenant<T>(transaction: () => Promise<T>): Promise<T> {
  const context: TenantContext = { afterCommit: [] };
  const answer = await storage.run(context, transaction);
  for (const work of context.afterCommit) work();
  return answer;
}
