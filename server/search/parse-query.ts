export interface ParsedQuery {
  /** What is searched for, without the filters. */
  text: string;
  repositoryNames: string[];
  paths: string[];
  /** As written. */
  languages: string[];
  /** Names of declarations, as written. */
  symbols: string[];
  /** Names or paths of folders of documents, as written. */
  folders: string[];
}

const filter = /(?:^|\s)(repo|path|lang|sym|in):(?:"([^"]*)"|(\S+))(?=\s|$)/gi;

/** Takes `repo:`, `path:`, `lang:`, `sym:` and `in:` out of a search text; a value with spaces stands in quotes. */
export function parseQuery(input: string): ParsedQuery {
  const parsed: ParsedQuery = {
    text: "",
    repositoryNames: [],
    paths: [],
    languages: [],
    symbols: [],
    folders: [],
  };
  const values = new Map([
    ["repo", parsed.repositoryNames],
    ["path", parsed.paths],
    ["lang", parsed.languages],
    ["sym", parsed.symbols],
    ["in", parsed.folders],
  ]);
  parsed.text = input
    .replace(filter, (whole, key: string, quoted: string | undefined, bare: string | undefined) => {
      const value = (quoted ?? bare ?? "").trim();
      if (value === "") return whole;
      values.get(key.toLowerCase())?.push(value);
      return "";
    })
    .trim();
  return parsed;
}

/** Where a place in `parseQuery(input).text` stands in the input itself. */
export function placeInInput(input: string, at: number): number {
  // What is taken out leaves a gap; what is left begins behind the space that was trimmed.
  const kept: number[] = [];
  let next = 0;
  for (const match of input.matchAll(filter)) {
    if ((match[2] ?? match[3] ?? "").trim() === "") continue;
    for (; next < match.index; next++) kept.push(next);
    next = match.index + match[0].length;
  }
  for (; next < input.length; next++) kept.push(next);
  const begin = kept.findIndex((index) => !/\s/.test(input.charAt(index)));
  return kept[begin + at] ?? input.length;
}
