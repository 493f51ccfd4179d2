import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { FileToWrite } from "@/server/indexing/write-files";
import { makeRandom } from "./support/make-chunks";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Exact search against ripgrep over the same files: the same hits, and how long both take, text by text in turns.
// Needs `rg` (Debian: apt-get install ripgrep):
//   tsx --conditions=react-server bench/exact.ts

const TEXTS = 120;
const run = promisify(execFile);

const { sources } = await setUp("postgres");
const { withTenant } = await import("@/db/tenant");
const { closeDatabase } = await import("@/db/client");
const { repository } = await import("@/db/schema");
const { newId } = await import("@/db/columns");
const { writeFiles } = await import("@/server/indexing/write-files");
const { refreshStatistics } = await import("@/server/indexing/refresh-statistics");
const { signUp } = await import("@/tests/support/sign-up");

await run("rg", ["--version"]).catch(() => {
  console.error("ripgrep (rg) is not installed. On Debian: apt-get install ripgrep");
  process.exit(2);
});

const folder = path.join(sources, "code");
cpSync(path.resolve("node_modules/drizzle-orm"), folder, {
  recursive: true,
  filter: (from) => !/\.map$/.test(from),
});
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  .sort();
const contents = new Map(paths.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));

const { api, organizationId, userId } = await signUp("Bench");
const repositoryId = newId();
await withTenant({ organizationId, userId }, (tx) =>
  tx
    .insert(repository)
    .values({ id: repositoryId, organizationId, name: "code", sourceKind: "folder", generation: 1 }),
);
for (let start = 0; start < paths.length; start += 100) {
  const files = paths.slice(start, start + 100).map(toWrite);
  const target = { organizationId, repositoryId, generation: 1, embeddingModel: "none" };
  await withTenant({ organizationId, as: "agent" }, (tx) => writeFiles(tx, target, files));
}
await refreshStatistics(organizationId);

/** Texts that people look for: names, calls, and pieces of lines, of four letters at least, in few or many files. */
function chooseTexts(): string[] {
  const random = makeRandom(5);
  const found = new Set<string>();
  while (found.size < TEXTS) {
    const content = contents.get(paths[Math.floor(random() * paths.length)] ?? "") ?? "";
    const names = content.match(/[A-Za-z_$][\w$]{3,40}(?:\([\w$, ]{0,20}|\.[\w$]+)?/g) ?? [];
    const name = names[Math.floor(random() * names.length)];
    if (name !== undefined) found.add(name.trim());
  }
  return [...found];
}

const own: number[] = [];
const peer: number[] = [];
let different = 0;
let compared = 0;
for (const text of chooseTexts()) {
  const first = await timed(() => api.search.query({ text, mode: "exact", caseSensitive: true, limit: 20 }));
  const grep = await timed(() =>
    run("rg", ["-F", "--count-matches", "--no-ignore", "--hidden", "--", text, folder], {
      maxBuffer: 2 ** 26,
    }).then(
      ({ stdout }) => stdout,
      () => "",
    ),
  );
  own.push(first.ms);
  peer.push(grep.ms);
  // The API gives the first 200 files at most, in the order of their paths.
  const wanted = grep.answer
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.lastIndexOf(":");
      return `${path.relative(folder, line.slice(0, at))}:${line.slice(at + 1)}`;
    });
  if (wanted.length > 200) continue;
  compared += 1;
  const items = [...first.answer.items];
  let cursor = first.answer.nextCursor;
  while (cursor !== null) {
    const page = await api.search.query({ text, mode: "exact", caseSensitive: true, limit: 50, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  const got = items.map((item) => `${item.path}:${item.hitCount}`);
  if (got.toSorted().join("\n") !== wanted.toSorted().join("\n")) {
    different += 1;
    console.error(`Not the same for ${text}: ${got.length} files here, ${wanted.length} there`);
  }
}
await closeDatabase();

report(
  "exact",
  [
    {
      what: "Exact search, from the API to the first 20 files",
      value: quantile(own, 0.95),
      unit: "ms p95",
      peer: { what: "ripgrep over the same files", value: quantile(peer, 0.95) },
      bound: { atMost: 0.25 },
    },
    {
      what: "Texts whose files and counts differ from ripgrep's",
      value: different / Math.max(compared, 1),
      unit: "share",
      bound: { atMost: 0 },
    },
  ],
  {
    files: paths.length,
    texts: TEXTS,
    compared,
    p50: { own: quantile(own, 0.5), ripgrep: quantile(peer, 0.5) },
  },
);

function toWrite(name: string): FileToWrite {
  const content = contents.get(name) ?? "";
  return {
    prepared: {
      outcome: "indexed",
      kind: "code",
      path: name,
      language: "ts",
      sizeBytes: Buffer.byteLength(content),
      contentHash: name,
      content,
      secretLines: [],
      chunks: [],
    },
    replacesId: undefined,
    chunks: [],
  };
}
