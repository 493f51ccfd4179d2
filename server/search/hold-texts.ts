import type { TenantTx } from "@/db/tenant";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { HeldGenerations, type SeenGeneration } from "./held-generations";
import { listContents, listNames, listTextFiles, measureTexts } from "./held-queries";
import { type HeldFile, type HeldTexts, holdBlock, sizeOfHeld } from "./held-texts";
import type { SearchScope } from "./scope-queries";

export type Reader = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

const MIB = 1024 * 1024;
const FILES_PER_LIST = 2_000;
const BYTES_PER_READ = MIB;
// What signatures and paths take beside the text.
const OVERHEAD = 1.5;

const holder = globalThis as typeof globalThis & {
  carrelTexts?: {
    held: HeldGenerations<HeldTexts>;
    filling: Promise<void> | undefined;
    tooLarge: Set<string>;
  };
};
holder.carrelTexts ??= {
  held: new HeldGenerations(env.SEARCH_MEMORY_MIB * MIB),
  filling: undefined,
  tooLarge: new Set(),
};
const texts = holder.carrelTexts;

/**
 * The texts of all that a scope covers, in its order; undefined unless all of it is in memory. The scope must come from
 * `resolveScope` in this very transaction: what it names, the person may see.
 */
export function heldTextsOf(scope: SearchScope): HeldTexts[] | undefined {
  const { organizationId, published } = scope;
  texts.held.keepOnly(organizationId, published);
  const found: HeldTexts[] = [];
  for (const seen of generationsOf(scope)) {
    const one = texts.held.get(seen);
    if (!one) return undefined;
    found.push(one);
  }
  return found;
}

/**
 * Begins to read what a search had to ask the database for, so that the next one need not. Every piece is read in a
 * transaction of the person who searched. Once at a time; whoever comes meanwhile has the database.
 */
export function holdSoon(read: Reader, scope: SearchScope): void {
  if (texts.filling || env.SEARCH_MEMORY_MIB === 0 || texts.tooLarge.has(scopeKey(scope))) return;
  texts.filling = hold(read, scope)
    .catch((err: unknown) => log.warn({ err }, "What searches look through could not be read ahead"))
    .finally(() => {
      texts.filling = undefined;
    });
}

/** Resolves when nothing is being read into memory: for tests and benches. */
export const textsAreHeld = async (): Promise<void> => texts.filling;

async function hold(read: Reader, scope: SearchScope): Promise<void> {
  const missing = generationsOf(scope).filter((seen) => !texts.held.get(seen));
  const present = generationsOf(scope).reduce((all, seen) => all + (texts.held.get(seen)?.sizeBytes ?? 0), 0);
  let wanted = present;
  for (const seen of missing) wanted += OVERHEAD * (await read((tx) => measureTexts(tx, seen))).bytes;
  // What does not fit as a whole would only drive itself out.
  if (wanted > env.SEARCH_MEMORY_MIB * MIB) {
    if (texts.tooLarge.size > 1_000) texts.tooLarge.clear();
    texts.tooLarge.add(scopeKey(scope));
    return;
  }
  for (const seen of missing) {
    const files = await readFiles(read, seen);
    if (!files) return;
    const sizeBytes = sizeOfHeld(files);
    texts.held.put(seen, { files, sizeBytes }, sizeBytes);
  }
}

/** Undefined when the generation was swept meanwhile: half of one is none. */
async function readFiles(read: Reader, seen: SeenGeneration): Promise<HeldFile[] | undefined> {
  const files: HeldFile[] = [];
  for (let after = ""; ; ) {
    const page = await read((tx) => listTextFiles(tx, seen, { after, limit: FILES_PER_LIST }));
    for (let at = 0; at < page.length; ) {
      const some: typeof page = [];
      for (let bytes = 0; at < page.length && bytes < BYTES_PER_READ; at++) {
        const file = page[at];
        if (!file) break;
        some.push(file);
        bytes += file.sizeBytes;
      }
      const block = await readBlock(read, seen, some);
      if (!block) return undefined;
      files.push(...block);
    }
    const last = page.at(-1);
    if (!last || page.length < FILES_PER_LIST) return files;
    after = last.path;
  }
}

async function readBlock(
  read: Reader,
  { organizationId, repositoryId }: SeenGeneration,
  files: Awaited<ReturnType<typeof listTextFiles>>,
): Promise<HeldFile[] | undefined> {
  const ids = files.map(({ id }) => id);
  const { rows, named } = await read(async (tx) => ({
    rows: await listContents(tx, organizationId, ids),
    named: await listNames(tx, organizationId, ids),
  }));
  if (rows.length < files.length) return undefined;
  const contents = new Map(rows.map(({ id, content }) => [id, content]));
  const names = Map.groupBy(named, ({ fileId }) => fileId);
  return holdBlock(
    files.map(({ id, path, language }) => ({
      ...{ id, repositoryId, path, language },
      content: contents.get(id) ?? "",
      names: (names.get(id) ?? []).map(({ symbol, scope, startLine, endLine }) => ({
        ...{ symbol, scope, startLine: startLine ?? 0, endLine: endLine ?? 0 },
      })),
    })),
  );
}

const generationsOf = ({ organizationId, repositoryIds, generations }: SearchScope): SeenGeneration[] =>
  repositoryIds.map((repositoryId, index) => ({
    organizationId,
    repositoryId,
    generation: generations[index] ?? 0,
  }));

const scopeKey = ({ organizationId, repositoryIds, generations }: SearchScope): string =>
  JSON.stringify([organizationId, repositoryIds, generations]);
