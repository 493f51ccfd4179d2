import path from "node:path";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/server/router";
import { quantile, report } from "./support/report";
import { setUp } from "./support/set-up";
import { startApp } from "./support/spawn-server";

// Page loads of one person while another's repository is indexed on the embedded database, against the same loads on the
// idle server: the p95 may at most double.
//   tsx --conditions=react-server bench/page-load.ts

const { folder: place } = await setUp("embedded in memory");
const folder = path.resolve("node_modules/drizzle-orm");
Object.assign(process.env, {
  DATABASE_URL: `pglite:${path.join(place, "data")}`,
  LOCAL_SOURCES: path.dirname(folder),
});
const app = await startApp();
const { origin } = app;

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

await app.stop();
const seconds = ((run?.completedAt?.getTime() ?? 0) - (run?.startedAt?.getTime() ?? 0)) / 1000;
report(
  "page-load",
  [
    {
      what: "A page while another repository is indexed, embedded database",
      value: quantile(busy, 0.95),
      unit: "ms p95",
      peer: { what: "the same page on the idle server", value: quantile(idle, 0.95) },
      bound: { atMost: BOUND },
    },
  ],
  {
    files: run?.filesIndexed,
    chunks: run?.chunks,
    seconds,
    p50: { idle: quantile(idle, 0.5), busy: quantile(busy, 0.5) },
    loads: { idle: idle.length, busy: busy.length },
  },
);

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
