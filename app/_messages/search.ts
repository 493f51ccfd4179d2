import { formatNumber } from "@/app/_ui/number-text";

const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${formatNumber(count)} ${many}`;

/** Sentences of the search screen. */
export const searchMessages = {
  title: "Search",
  label: "Search the code of this organization",
  placeholder: "What are you looking for?",
  results: "Results",
  mode: "How to search",
  modes: { hybrid: "Meaning and words", exact: "Exact" },
  matchCase: "Match case",
  wholeWord: "Whole words only",
  regex: "Regular expression",
  expressionAt: (problem: string, place: number) => `${problem} See character ${formatNumber(place)}.`,
  anyRepository: "Any repository",
  repository: "Repository",
  moreRepositories: "For the others write repo:name",
  otherRepository: "Another repository",
  kind: "Kind",
  anyKind: "Everything",
  kinds: { file: "Only code", document: "Only documents", knowledge: "Only knowledge" },
  anyLanguage: "Any language",
  language: "Language",
  anyPath: "Any path",
  pathLabel: "Only files whose path is like",
  pathHint: "A part of the path, or a pattern: src/**/*.ts",
  apply: "Apply",
  removeFilters: "Remove filters",

  count: (total: number, tookMs: number) =>
    `${counted(total, "result", "results")} in ${formatNumber(tookMs)} ms`,
  searching: "Searching…",
  hits: (count: number) => counted(count, "hit", "hits"),
  meaning: "meaning",
  words: "words",
  linesOf: (path: string, from: number, to: number) =>
    from === to ? `${path}, line ${from}` : `${path}, lines ${from} to ${to}`,
  entryOf: (title: string, repository: string) => `${title}, knowledge of ${repository}`,
  showLines: (count: number) => `Show ${counted(count, "more line", "more lines")}`,
  showFewer: "Show fewer lines",
  showMore: "Show more results",
  moreFailed: "The next results could not be read.",
  allShown: (count: number) => `That was ${count === 1 ? "the only one" : `all ${formatNumber(count)}`}.`,

  stale: "The index changed while you were reading: results start over.",
  running: (names: readonly string[], more: number) =>
    `Indexing ${names.join(", ")}${more > 0 ? ` and ${formatNumber(more)} more` : ""}: results are of what was published last.`,

  recent: "Recent searches",
  clearRecent: "Clear",
  forget: (search: string) => `Forget the search ${search}`,
  noRecent: "Searches you have finished with Enter are kept here, in this browser alone.",
  tips: "What can be written",
  tipRows: [
    { example: "how are retries delayed", meaning: "a question, found by meaning and by words" },
    { example: "repo:payments-api", meaning: "only in one repository" },
    { example: "lang:ts", meaning: "only in one language" },
    { example: "path:src/**/*.test.ts", meaning: "only in files with such a path" },
    { example: 'in:"Team notes/2026"', meaning: "documents in that folder, and in the folders inside it" },
    { example: "sym:nextAttempt", meaning: "where something of that name, or a part of it, is declared" },
    { example: 'repo:"my repository"', meaning: "a value with spaces stands in quotes" },
  ],
  tipExact:
    "Exact finds a text letter by letter, with case and whole words if you want, or what a regular expression of JavaScript matches.",
  keys: "Keys",
  keyRows: [
    { keys: ["/"], meaning: "to the search field" },
    { keys: ["down", "up"], meaning: "from result to result; outside the field also j and k" },
    { keys: ["enter"], meaning: "open the result at its line" },
    { keys: ["escape"], meaning: "clear the field, then leave it" },
  ],

  nothingTitle: "Nothing was found",
  nothingNamed: "Change what is said above, and search again.",
  nothingFilters: "Perhaps it lies outside the filters.",
  nothingHybrid:
    "Try other words, or fewer of them. For a name or a message you know, search for it letter by letter.",
  nothingExact:
    "Exact finds only what is written letter by letter like that. Try a part of it, or search by meaning.",
  nothingExpression:
    "No file matches this expression. ^ and $ stand for the beginning and the end of a line.",
  nothingSwitches: "Case and whole words count in this search.",
  tryExact: "Search exactly",
  tryHybrid: "Search by meaning",
  notIndexedTitle: "Nothing can be searched yet",
  notIndexedBody: "No repository has finished its first indexing. Results appear here as soon as one has.",
  toRepositories: "See how far they are",
  emptyTitle: "Nothing to search yet",
  emptyBody: "Add a folder or an archive of code, and find it here by meaning and by words.",
  emptyBodyReader: "Nobody has added a repository yet. Your role can search, but not add: ask a member to.",
  addRepository: "Add a repository",
  failedTitle: "The search did not work",

  preview: "Preview",
  contentOf: (path: string) => `Content of ${path}`,
  open: "Open",
  openAt: (path: string) => `Open ${path}`,
  previewFailed: "The file could not be read",
  group: "Search",
  nextResult: "Next result",
  previousResult: "Previous result",
};

/** Names of the languages that are offered; the ids are the index's own. */
export const languageNames: Record<string, string> = {
  ts: "TypeScript",
  tsx: "TypeScript (JSX)",
  js: "JavaScript",
  py: "Python",
  go: "Go",
  java: "Java",
  rust: "Rust",
  csharp: "C#",
  cpp: "C++",
  c: "C",
  php: "PHP",
  ruby: "Ruby",
  kotlin: "Kotlin",
  swift: "Swift",
  bash: "Shell",
  sql: "SQL",
  html: "HTML",
  css: "CSS",
  json: "JSON",
  yaml: "YAML",
  markdown: "Markdown",
};
