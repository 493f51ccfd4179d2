import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/server/router";

// Page loads of one person while another's repository is indexed, against the same loads on an idle server: the p95 may at
// most double. Needs a running production server that may read FOLDER, with RATE_LIMIT=off:
//   tsx --conditions=react-server bench/page-load.ts http://127.0.0.1:3000 FOLDER

const [origin = "http://127.0.0.1:3000", folder = process.cwd()] = process.argv.slice(2);
const BOUND = 2;
const SAMPLES = 150;
const PAUSE_MS = 40;

const reader = await signUp("Reader");
const indexer = await signUp("Indexer");
const api = createTRPCClient<AppRouter>({
  links: [
    httpLink({ url: `${origin}/api/trpc`, transformer: superjson, headers: { cookie: indexer, origin } }),
  ],
});

await loads(30, () => true);
const idle = await loads(SAMPLES, () => true);
const { id } = await api.repository.createFromFolder.mutate({ name: `bench-${Date.now()}`, path: folder });
let isDone = false;
const watching = watch(() => {
  isDone = true;
});
// Past the listing: what is compared is parsing, embedding and writing.
await new Promise((resolve) => setTimeout(resolve, 3_000));
const busy = await loads(SAMPLES * 4, () => !isDone);
const run = await watching;

const ratio = p95(busy) / p95(idle);
console.log(
  `${run?.filesIndexed} files, ${run?.chunks} chunks in ${(((run?.completedAt?.getTime() ?? 0) - (run?.startedAt?.getTime() ?? 0)) / 1000).toFixed(1)} s`,
);
console.log(`idle: p50 ${p50(idle).toFixed(1)} ms, p95 ${p95(idle).toFixed(1)} ms (${idle.length} loads)`);
console.log(
  `while indexing: p50 ${p50(busy).toFixed(1)} ms, p95 ${p95(busy).toFixed(1)} ms (${busy.length} loads)`,
);
console.log(`ratio of p95: ${ratio.toFixed(2)} (bound ${BOUND})`);
process.exit(ratio <= BOUND ? 0 : 1);

async function loads(most: number, goOn: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (times.length < most && goOn()) {
    const startedMs = performance.now();
    const response = await fetch(`${origin}/`, { headers: { cookie: reader } });
    await response.text();
    if (response.status !== 200) throw new Error(`The page answered ${response.status}.`);
    times.push(performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return times;
}

async function watch(done: () => void) {
  for (;;) {
    const { run } = await api.repository.get.query({ id });
    if (run?.status === "completed" || run?.status === "failed") {
      done();
      if (run.status === "failed") throw new Error(run.error ?? "Indexing failed.");
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function signUp(name: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({
      name,
      email: `${name}-${Date.now()}@example.org`,
      password: "correct horse battery",
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
function p50(times: number[]): number {
  return quantile(times, 0.5);
}
function p95(times: number[]): number {
  return quantile(times, 0.95);
}
