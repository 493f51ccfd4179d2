/** What the address of the search screen says. Everything but `text` is optional, and left out where it is the default. */
export interface SearchState {
  /** As typed, with its `repo:`, `path:`, `lang:` and `sym:`. */
  text: string;
  mode: "hybrid" | "exact";
  caseSensitive: boolean;
  wholeWord: boolean;
  /** The text is a regular expression. */
  regex: boolean;
  /** Filters chosen in menus; they count beside those in the text. */
  repositoryId: string | undefined;
  path: string | undefined;
  language: string | undefined;
  /** Only files of repositories, only documents, or only what is known of repositories. */
  kind: SearchKind | undefined;
  /** Id of the result that is selected; the first where it says nothing. */
  at: string | undefined;
}

const searchKinds = ["file", "document", "knowledge"] as const;
type SearchKind = (typeof searchKinds)[number];

type Params = { get: (name: string) => string | null };

export const MAX_TEXT = 1_000;
export const PAGE_SIZE = 20;

export function readSearchState(params: Params): SearchState {
  const value = (name: string, longest: number) => params.get(name)?.trim().slice(0, longest) || undefined;
  return {
    text: (params.get("q") ?? "").slice(0, MAX_TEXT),
    mode: params.get("mode") === "exact" ? "exact" : "hybrid",
    caseSensitive: params.get("case") === "1",
    wholeWord: params.get("word") === "1",
    regex: params.get("regex") === "1",
    repositoryId: value("repo", 100),
    path: value("path", 1_000),
    language: value("lang", 40),
    kind: kindOf(params.get("kind")),
    at: value("at", 100),
  };
}

/** The query string of a state with its question mark; "" for the empty search. */
export function writeSearchState(state: SearchState): string {
  const isExact = state.mode === "exact";
  const pairs: [string, string | undefined][] = [
    ["q", state.text],
    ["mode", isExact ? "exact" : undefined],
    ["case", isExact && state.caseSensitive ? "1" : undefined],
    ["word", isExact && state.wholeWord ? "1" : undefined],
    ["regex", isExact && state.regex ? "1" : undefined],
    ["repo", state.repositoryId],
    ["path", state.path],
    ["lang", state.language],
    ["kind", state.kind],
    ["at", state.at],
  ];
  const params = new URLSearchParams(
    pairs.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  );
  return params.size === 0 ? "" : `?${params}`;
}

/** Takes away the filters that were chosen in menus. */
export const noMenuFilters = {
  repositoryId: undefined,
  path: undefined,
  language: undefined,
  kind: undefined,
};

export const hasMenuFilters = (state: SearchState): boolean =>
  Object.keys(noMenuFilters).some((filter) => state[filter as keyof typeof noMenuFilters] !== undefined);

/** Whether two states are one search, whichever result is selected. */
export const isSameSearch = (one: SearchState, other: SearchState): boolean =>
  writeSearchState({ ...one, at: undefined }) === writeSearchState({ ...other, at: undefined });

/** What `search.query` is asked: the server's prefetch and the screen must say exactly the same. */
export function toQueryInput(state: SearchState) {
  const isExact = state.mode === "exact";
  return {
    text: state.text.trim(),
    mode: state.mode,
    limit: PAGE_SIZE,
    ...(isExact && state.caseSensitive && { caseSensitive: true }),
    ...(isExact && state.wholeWord && { wholeWord: true }),
    ...(isExact && state.regex && { regex: true }),
    ...(state.repositoryId !== undefined && { repositoryIds: [state.repositoryId] }),
    ...(state.path !== undefined && { path: state.path }),
    ...(state.language !== undefined && { language: state.language }),
    ...(state.kind !== undefined && { kind: state.kind }),
  };
}

/** The kind that is written; undefined for any. */
export const kindOf = (written: string | null): SearchState["kind"] =>
  searchKinds.find((kind) => kind === written);
