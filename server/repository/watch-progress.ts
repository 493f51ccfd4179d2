import type { TenantTx } from "@/db/tenant";
import { listActiveRuns } from "./queries";

const WHILE_ACTIVE_MS = 500;
const WHILE_IDLE_MS = 2_500;

type ActiveRuns = Awaited<ReturnType<typeof listActiveRuns>>;
type InTenant = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/**
 * The runs under way, whenever they change, read from their rows: true on every machine, and after a reload. Each
 * reading is a short transaction of its own that looks at the membership again, so a removed member's stream ends.
 */
export async function* watchProgress(
  inTenant: InTenant,
  signal: AbortSignal | undefined,
): AsyncGenerator<ActiveRuns> {
  let last: string | undefined;
  while (!signal?.aborted) {
    const runs = await inTenant(listActiveRuns);
    const now = JSON.stringify(runs);
    if (now !== last) yield runs;
    last = now;
    await pause(runs.length > 0 ? WHILE_ACTIVE_MS : WHILE_IDLE_MS, signal);
  }
}

/** Waits, or returns at once when the reader has gone. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
