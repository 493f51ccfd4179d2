import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { ChunkToWrite } from "@/server/indexing/write-chunks";
import type { FileToWrite } from "@/server/indexing/write-files";
import { makeRandom } from "./support/make-chunks";
import { type Figure, quantile, report, timed } from "./support/report";
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
const { textsAreHeld } = await import("@/server/search/hold-texts");
const { env } = await import("@/server/env");
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

interface Leg {
  own: number[];
  ripgrep: number[];
  compared: number;
  different: number;
}

/** Every text once here and once there, in turns. */
async function compare(texts: string[]): Promise<Leg> {
  const leg: Leg = { own: [], ripgrep: [], compared: 0, different: 0 };
  for (const text of texts) {
    const search = (more: { limit: number; cursor?: string }) =>
      api.search.query({ text, mode: "exact", caseSensitive: true, ...more });
    const first = await timed(() => search({ limit: 20 }));
    const grep = await timed(() => runRipgrep(text));
    leg.own.push(first.ms);
    leg.ripgrep.push(grep.ms);
    // The API gives the first 200 files at most, in the order of their paths.
    if (grep.answer.length > 200) continue;
    leg.compared += 1;
    const items = [...first.answer.items];
    for (let cursor = first.answer.nextCursor; cursor !== null; ) {
      const page = await search({ limit: 50, cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    const got = items.map((item) => `${item.path}:${item.hitCount}`);
    if (got.toSorted().join("\n") === grep.answer.toSorted().join("\n")) continue;
    leg.different += 1;
    console.error(`Not the same for ${text}: ${got.length} files here, ${grep.answer.length} there`);
  }
  return leg;
}

/** `path:count` of each file that holds the text. */
async function runRipgrep(text: string): Promise<string[]> {
  const options = ["-F", "--count-matches", "--no-ignore", "--hidden", "--", text, folder];
  const { stdout } = await run("rg", options, { maxBuffer: 2 ** 26 }).catch(() => ({ stdout: "" }));
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map(
      (line) =>
        `${path.relative(folder, line.slice(0, line.lastIndexOf(":")))}${line.slice(line.lastIndexOf(":"))}`,
    );
}

const texts = chooseTexts();
const memoryMib = env.SEARCH_MEMORY_MIB;
// Without memory: what the first search of a generation takes, and any where the texts do not fit.
env.SEARCH_MEMORY_MIB = 0;
await compare(texts.slice(0, 10));
const asked = await compare(texts);
env.SEARCH_MEMORY_MIB = memoryMib;
await compare(texts.slice(0, 1));
const filled = await timed(textsAreHeld);
const held = await compare(texts);
await closeDatabase();

const figureOf = (what: string, { own, ripgrep }: Leg, atMost: number): Figure => ({
  what,
  value: quantile(own, 0.95),
  unit: "ms p95",
  peer: { what: "ripgrep over the same files", value: quantile(ripgrep, 0.95) },
  bound: { atMost },
});
const middle = ({ own, ripgrep }: Leg) => ({ own: quantile(own, 0.5), ripgrep: quantile(ripgrep, 0.5) });
report(
  "exact",
  [
    figureOf("Exact search, from the API to the first 20 files", held, 0.25),
    figureOf("The same before the texts are in memory", asked, 1),
    {
      what: "Texts whose files and counts differ from ripgrep's",
      value: (held.different + asked.different) / Math.max(held.compared + asked.compared, 1),
      unit: "share",
      bound: { atMost: 0 },
    },
  ],
  {
    files: paths.length,
    texts: TEXTS,
    compared: held.compared,
    readIntoMemoryMs: filled.ms,
    p50: { held: middle(held), asked: middle(asked) },
  },
);

/** A file with one named passage: what its lines belong to is part of an answer. */
function toWrite(name: string): FileToWrite {
  const content = contents.get(name) ?? "";
  const chunks = [makeWholeChunk(name, content)];
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
      symbols: [],
      chunks,
    },
    replacesId: undefined,
    chunks,
  };
}

function makeWholeChunk(name: string, content: string): ChunkToWrite {
  return {
    content: name,
    position: 0,
    symbol: name,
    symbolKind: "function",
    scope: null,
    startLine: 1,
    endLine: content.split("\n").length,
    startChar: 0,
    endChar: content.length,
    contentHash: name,
    embeddingText: name,
    tsv: "",
    wordCount: 0,
    vector: new Float32Array(384).fill(0.05),
    reuseChunkId: undefined,
  };
}
