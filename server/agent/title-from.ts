const MAX_CHARS = 80;

/** A conversation's title: the first line of its first question, cut at a word. */
export function titleFrom(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return "Conversation";
  if (line.length <= MAX_CHARS) return line;
  const cut = line.slice(0, MAX_CHARS - 1);
  const word = cut.lastIndexOf(" ");
  return `${(word > MAX_CHARS / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
