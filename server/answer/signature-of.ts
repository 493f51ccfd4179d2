/** What stands before the body of the first declaration in a piece of code: names, parameters and types, no comments. */
export function signatureOf(code: string): string {
  const bare = withoutComments(code);
  const end = bare.search(signatureEnd);
  const signature = end < 0 ? (bare.split("\n")[0] ?? "") : bare.slice(0, end);
  return signature.slice(0, 300).trim();
}

/** What stands behind it, without comments. */
export function bodyOf(code: string): string {
  const bare = withoutComments(code);
  const end = signatureEnd.exec(bare);
  return end ? bare.slice(end.index + end[0].length) : bare.split("\n").slice(1).join("\n");
}

const signatureEnd = /\{\s*$|=>\s*\{?\s*$|;\s*$/m;

function withoutComments(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*(\/\/|#(?!\w*\()).*$/gm, "")
    .trim();
}
