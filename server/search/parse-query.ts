export interface ParsedQuery {
  /** What is searched for, without the filters. */
  text: string;
  repositoryNames: string[];
  paths: string[];
  /** As written. */
  languages: string[];
}

const filter = /(?:^|\s)(repo|path|lang):(?:"([^"]*)"|(\S+))(?=\s|$)/gi;

/** Takes `repo:`, `path:` and `lang:` out of a search text; a value with spaces stands in quotes. */
export function parseQuery(input: string): ParsedQuery {
  const parsed: ParsedQuery = { text: "", repositoryNames: [], paths: [], languages: [] };
  parsed.text = input
    .replace(filter, (whole, key: string, quoted: string | undefined, bare: string | undefined) => {
      const value = (quoted ?? bare ?? "").trim();
      if (value === "") return whole;
      if (key.toLowerCase() === "repo") parsed.repositoryNames.push(value);
      else if (key.toLowerCase() === "path") parsed.paths.push(value);
      else parsed.languages.push(value);
      return "";
    })
    .trim();
  return parsed;
}
