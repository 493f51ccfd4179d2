const MAX_CHARS = 80;

/** A conversation's title in a model's words, without markup, on one line; undefined when nothing is left. */
export function titleFromModel(written: string): string | undefined {
  const line = written
    // Some models think aloud first.
    .replace(/<think>[\s\S]*?(?:<\/think>|$)/gi, "")
    .replace(/^\s*```.*$/gm, "")
    .split("\n")
    .map(plain)
    .find((one) => one !== "");
  return line === undefined ? undefined : titleFrom(line);
}

/** One line of Markdown as plain words: without what Postgres does not store, and what turns the direction of writing. */
const plain = (line: string): string =>
  line
    .toWellFormed()
    .replace(/[\p{Cc}\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, " ")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<\/?[a-z!][^>]*>/gi, "")
    // Not "__": names of code begin and end with it.
    .replace(/\*\*|~~|`/g, "")
    .replace(/\*([^*\s][^*]*)\*/g, "$1")
    .replace(/^[\s>#*+-]+/, "")
    .replace(/^title\s*:/i, "")
    .replace(/^[\s"'“”„«»‘’]+|[\s"'“”«»‘’.。]+$/gu, "")
    .replace(/\s+/g, " ");

/** A conversation's title: the first line of its first question, cut at a word. */
export function titleFrom(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return "Conversation";
  if (line.length <= MAX_CHARS) return line;
  // Half of a character is none.
  const cut = line.slice(0, MAX_CHARS - 1).replace(/[\ud800-\udbff]$/, "");
  const word = cut.lastIndexOf(" ");
  return `${(word > MAX_CHARS / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
