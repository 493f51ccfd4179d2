import type { TenantTx } from "@/db/tenant";
import { ENTRY_LANGUAGE } from "@/server/knowledge/prepare-entry";
import { textOfEntry } from "@/server/knowledge/text-of-entry";
import { MAX_RESULTS } from "./cursor";
import type { FileText } from "./exact-items";
import { holdsLiteral } from "./highlight";
import { listEntryTexts, listEntryTextsById } from "./knowledge-queries";
import { type Found, nothing } from "./open-search";
import type { ResolvedScope } from "./resolve-scope";
import { foundOf, isFound, type Literal } from "./search-exact";

// All of a team's entries in the ordinary case; beyond it the answer says that there is more.
const MOST_CHARACTERS = 32 * 1024 * 1024;
const ENTRIES_PER_READ = 200;
const TIME_LIMIT_MS = 2_000;

type Row = Awaited<ReturnType<typeof listEntryTexts>>[number];

/** Entries of knowledge that hold the literal, by category and title. Secrets in them are blotted out before. */
export async function searchKnowledgeExact(
  tx: TenantTx,
  scope: ResolvedScope,
  query: Literal,
): Promise<Found> {
  if (!looksAtKnowledge(scope)) return nothing;
  const endMs = performance.now() + TIME_LIMIT_MS;
  const found = new Map<string, FileText>();
  let isCut = false;
  for await (const row of readEntries(tx, scope)) {
    isCut = row === "more" || performance.now() > endMs;
    if (row === "more" || isCut || found.size > MAX_RESULTS) break;
    // Blotting out takes longer than comparing, and what is not there before it is not there after it.
    if (!holdsLiteral(`# ${row.title}\n\n${row.content}\n`, query.literal, query)) continue;
    const text = await toText(row);
    if (isFound(scope, query, text)) found.set(text.id, text);
  }
  const readPage = async (ids: string[]) => ids.flatMap((id) => found.get(id) ?? []);
  return foundOf(tx, scope, { query, ids: [...found.keys()], isCut, readPage });
}

/** All entries in scope, for an expression to be tried on. */
export async function readEntryTexts(
  tx: TenantTx,
  scope: ResolvedScope,
): Promise<{ texts: FileText[]; isCut: boolean }> {
  if (!looksAtKnowledge(scope)) return { texts: [], isCut: false };
  const texts: FileText[] = [];
  for await (const row of readEntries(tx, scope)) {
    if (row === "more") return { texts, isCut: true };
    texts.push(await toText(row));
  }
  return { texts, isCut: false };
}

/** The entries in scope, some at a time; `more` at last where there are more characters than are looked at. */
async function* readEntries(tx: TenantTx, { knowledgeOf = [] }: ResolvedScope): AsyncGenerator<Row | "more"> {
  let characters = 0;
  for (let offset = 0; ; offset += ENTRIES_PER_READ) {
    const rows = await listEntryTexts(tx, knowledgeOf, { limit: ENTRIES_PER_READ, offset });
    for (const row of rows) {
      characters += row.content.length;
      if (characters > MOST_CHARACTERS) {
        yield "more";
        return;
      }
      yield row;
    }
    if (rows.length < ENTRIES_PER_READ) return;
  }
}

export async function readEntryTextsById(tx: TenantTx, ids: string[]): Promise<FileText[]> {
  return ids.length === 0 ? [] : toTexts(await listEntryTextsById(tx, ids));
}

const looksAtKnowledge = ({ knowledgeOf = [], within, language }: ResolvedScope): boolean =>
  knowledgeOf.length > 0 && within === null && (language === null || language === ENTRY_LANGUAGE);

async function toTexts(rows: Row[]): Promise<FileText[]> {
  const texts: FileText[] = [];
  for (const row of rows) texts.push(await toText(row));
  return texts;
}

async function toText(row: Row): Promise<FileText> {
  const { id, repositoryId, category, title } = row;
  const content = await textOfEntry(row);
  return { id, repositoryId, category, path: title, language: ENTRY_LANGUAGE, content, names: [] };
}
