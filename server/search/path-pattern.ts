/**
 * A path filter as a Postgres regular expression over the whole path: `*` and `?` stay inside one folder, `**` crosses
 * them; a filter without any of them is found anywhere in the path. Letter case does not count.
 */
export function pathPattern(filter: string): string {
  const escaped = filter.replace(/[.+^$(){}|[\]\\]/g, "\\$&");
  if (!/[*?]/.test(filter)) return escaped;
  const expression = escaped
    .replace(/\*\*\/?|\*|\?/g, (glob) =>
      glob === "?" ? "[^/]" : glob === "*" ? "[^/]*" : glob === "**/" ? "(?:.*/)?" : ".*",
    )
    .replace(/^\/+/, "");
  return `^${expression}$`;
}
