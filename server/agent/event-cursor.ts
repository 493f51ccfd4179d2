const MAX_REQUESTS = 100;

/** Which event of each request a reader has seen last, as the id of a server-sent event: `id:7,id:12`. */
export function encodeCursor(seen: ReadonlyMap<string, number>): string {
  return [...seen].map(([id, sequence]) => `${id}:${sequence}`).join(",");
}

/** What cannot be read is left out: such a request is told from its beginning. */
export function decodeCursor(cursor: string | undefined): Map<string, number> {
  const seen = new Map<string, number>();
  for (const part of cursor?.split(",").slice(0, MAX_REQUESTS) ?? []) {
    const [, id, sequence] = /^([\w-]{1,100}):(\d{1,9})$/.exec(part) ?? [];
    if (id !== undefined && sequence !== undefined) seen.set(id, Number(sequence));
  }
  return seen;
}
