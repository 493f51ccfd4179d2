import type { TenantTx } from "@/db/tenant";
import { type Cursor, encodeCursor, fingerprint, MAX_RESULTS } from "./cursor";
import type { EmbeddedQuestion } from "./embed-question";
import { type FoundSymbol, findSymbols } from "./find-symbols";
import type { HeldTexts } from "./held-texts";
import { heldTextsOf } from "./hold-texts";
import { type ParsedQuery, parseQuery } from "./parse-query";
import { type ResolvedScope, resolveScope } from "./resolve-scope";
import { type SearchItem, type SearchKind, searchKinds } from "./result";

/** What somebody asks for, page and cursor aside. */
export interface Asked {
  text: string;
  mode: "hybrid" | "exact";
  caseSensitive: boolean;
  wholeWord: boolean;
  regex: boolean;
  repositoryIds?: string[] | undefined;
  path?: string | undefined;
  language?: string | undefined;
  /** What is looked for; everything where it is not said. */
  kind?: SearchKind | undefined;
}

export interface SearchRequest {
  organizationId: string;
  asked: Asked;
  question: EmbeddedQuestion;
  cursor: Cursor | undefined;
  limit: number;
}

export interface OpenSearch {
  parsed: ParsedQuery;
  scope: ResolvedScope;
  /** The declarations that `sym:` names; null where it is not said. */
  symbols: FoundSymbol[] | null;
  /** All texts of the scope, where this process holds them; always undefined in a hybrid search. */
  held: HeldTexts[] | undefined;
  notes: string[];
  isStale: boolean;
  /** Rank of the page's first result. */
  from: number;
  limit: number;
  /** Which state of the index and which question a cursor belongs to. */
  index: string;
  query: string;
}

/** All results of a search in their order, as a function that fetches some of them. */
export interface Found {
  total: number;
  isCut: boolean;
  fetchPage: (from: number, to: number) => Promise<SearchItem[]>;
}

export const nothing: Found = { total: 0, isCut: false, fetchPage: async () => [] };

/** Finds out where a search looks: repositories, generations and filters, names of declarations among them. */
export async function openSearch(tx: TenantTx, request: SearchRequest): Promise<OpenSearch> {
  const { asked, question, cursor, limit } = request;
  const parsed = parseQuery(asked.text);
  const whole = await resolveScope(tx, {
    organizationId: request.organizationId,
    ...asked,
    parsed,
    kinds: asked.kind === undefined ? searchKinds : [asked.kind],
  });
  const symbols =
    parsed.symbols.length > 0 && !whole.isEmpty ? await findSymbols(tx, whole, parsed.symbols) : null;
  const scope = symbols === null || parsed.text === "" ? whole : narrowed(whole, symbols);
  const notes = [...whole.notes];
  if (symbols?.length === 0) notes.push("Nothing that is declared here has a name like the one behind sym:.");
  if (parsed.text === "" && parsed.symbols.length === 0)
    notes.push("Add what to look for beside the filters.");
  // Without its vector, or with another model's, a question ranks otherwise: such a page continues none that had it.
  const ranks = question.vector !== null && question.model;
  const index = fingerprint([
    scope.repositoryIds,
    scope.generations,
    scope.documents && scope.published.documents,
    scope.knowledgeOf,
    scope.published.state,
    ranks,
  ]);
  const query = fingerprint(asked);
  // Which files an answer is cut to differs between memory and database: its pages all come from one of them.
  const held = asked.mode === "exact" && cursor?.isHeld !== false ? heldTextsOf(scope) : undefined;
  const isElsewhere = cursor?.isHeld === true && held === undefined;
  const isStale = cursor !== undefined && (cursor.index !== index || cursor.query !== query || isElsewhere);
  const from = cursor && !isStale ? cursor.rank : 0;
  return { parsed, scope, symbols, held, notes, isStale, from, limit, index, query };
}

/** The page that was asked for. */
export async function answerOf(open: OpenSearch, found: Found) {
  const { from, limit, index, query, notes, isStale } = open;
  const origin = found.isCut ? { isHeld: open.held !== undefined } : {};
  const to = Math.min(from + limit, found.total, MAX_RESULTS);
  return {
    items: await found.fetchPage(from, to),
    total: found.total,
    nextCursor: to < found.total ? encodeCursor({ index, query, rank: to, ...origin }) : null,
    isStale,
    isCut: found.isCut,
    notes: found.isCut
      ? [
          ...notes,
          "There is more than was looked at: give a longer text, or narrow it with repo:, path: or lang:.",
        ]
      : notes,
  };
}

function narrowed(scope: ResolvedScope, symbols: FoundSymbol[]): ResolvedScope {
  const within = Map.groupBy(symbols, ({ fileId }) => fileId);
  return {
    ...scope,
    within,
    documents: undefined,
    knowledgeOf: [],
    fileIds: [...within.keys()],
    isEmpty: scope.isEmpty || symbols.length === 0,
  };
}
