/** What stands before the body of the first declaration in a piece of code: names, parameters and types, no comments. */
export function signatureOf(code: string): string {
  const bare = code
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*(\/\/|#(?!\w*\()).*$/gm, "")
    .trim();
  const end = bare.search(/\{\s*$|=>\s*\{?\s*$|;\s*$/m);
  const signature = end < 0 ? (bare.split("\n")[0] ?? "") : bare.slice(0, end);
  return signature.slice(0, 300).trim();
}
