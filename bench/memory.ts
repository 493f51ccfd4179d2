import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/server/router";
import { quantile, report } from "./support/report";
import { setUp } from "./support/set-up";
import { startApp } from "./support/spawn-server";

// Memory of the production server on the embedded database, all processes of it, at rest and while 2,000 files are
// indexed. Linux only:
//   tsx --conditions=react-server bench/memory.ts

const FILES = 2_000;

const { folder, sources } = await setUp("embedded in memory");
process.env.DATABASE_URL = `pglite:${path.join(folder, "data")}`;
copyFiles(path.resolve("node_modules/drizzle-orm"), path.join(sources, "code"), FILES);

const app = await startApp();
const { origin } = app;
const signedUp = await fetch(`${origin}/api/auth/sign-up/email`, {
  method: "POST",
  headers: { "content-type": "application/json", origin },
  body: JSON.stringify({ name: "Bench", email: "bench@example.org", password: "correct horse battery" }),
});
const cookie = signedUp.headers
  .getSetCookie()
  .map((one) => one.split(";", 1)[0])
  .join("; ");
const api = createTRPCClient<AppRouter>({
  links: [httpLink({ url: `${origin}/api/trpc`, transformer: superjson, headers: { cookie, origin } })],
});
for (let visit = 0; visit < 20; visit++) await (await fetch(origin, { headers: { cookie } })).text();
await sleep(5_000);
const idle = await samples(10, 500);

const { id } = await api.repository.createFromFolder.mutate({
  name: "code",
  path: path.join(sources, "code"),
});
let run = (await api.repository.get.query({ id })).run;
const busy: number[] = [];
while (run?.status === "queued" || run?.status === "running") {
  busy.push(...(await samples(4, 250)));
  run = (await api.repository.get.query({ id })).run;
}
if (run?.status !== "completed") throw new Error(`Indexing ended as ${run?.status}: ${run?.error}`);
await app.stop();

report(
  "memory",
  [
    { what: "Embedded, at rest", value: quantile(idle, 0.5), unit: "MiB", bound: { atMost: 700 } },
    {
      what: `Embedded, the most while ${FILES.toLocaleString("en")} files are indexed`,
      value: Math.max(...busy),
      unit: "MiB",
      bound: { atMost: 1_500 },
    },
  ],
  { files: run.filesIndexed, chunks: run.chunks },
);

async function samples(count: number, pauseMs: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) {
    found.push(residentMiB(app.pid));
    await sleep(pauseMs);
  }
  return found;
}

/** Resident memory of a process and all its descendants, without what they share counted twice (PSS). */
function residentMiB(pid: number): number {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const stat = read(`/proc/${entry}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  const kilobytes = all.map((one) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${one}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** A process may have ended between the listing and the reading. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Copies source files below `from`, in a second folder again when there are fewer than `count`. */
function copyFiles(from: string, to: string, count: number): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)))
    .sort();
  for (let index = 0; index < count; index++) {
    const file = files[index % files.length] ?? "";
    const target = path.join(to, index < files.length ? "first" : "second", file);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(from, file), target);
  }
}
