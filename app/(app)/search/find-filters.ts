/** A filter in a search text, and where it stands: UTF-16 code units, half-open. */
export interface TextFilter {
  start: number;
  end: number;
  key: "repo" | "path" | "lang" | "sym" | "in";
}

const filter = /(^|\s)(repo|path|lang|sym|in):(?:"([^"]*)"|(\S+))(?=\s|$)/gi;

/** The filters that the server will take out of a text; held against the server's own reading by a test. */
export function findFilters(text: string): TextFilter[] {
  return [...text.matchAll(filter)].flatMap((match) => {
    const [whole, before = "", key = "", quoted, bare] = match;
    if ((quoted ?? bare ?? "").trim() === "") return [];
    return [{ key: keyOf(key), start: match.index + before.length, end: match.index + whole.length }];
  });
}

function keyOf(written: string): TextFilter["key"] {
  const key = written.toLowerCase();
  return key === "repo" || key === "path" || key === "sym" || key === "in" ? key : "lang";
}
