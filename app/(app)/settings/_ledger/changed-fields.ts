/** One line of what an event says: a field before and after, or one that has only a value. */
export type ChangedField = { name: string; before: string | null; after: string | null } | FieldOnly;
type FieldOnly = { name: string; value: string };

/**
 * What an event's data say, a line a field: `before` and `after` side by side, then everything else. Either may be an
 * object of columns or, in older events, the value itself.
 */
export function changedFields(data: Record<string, unknown>): ChangedField[] {
  const { before, after, ...rest } = data;
  const [was, is] = [columnsOf(before), columnsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [
    ...names.map((name) => ({ name: words(name), before: text(was[name]), after: text(is[name]) })),
    ...Object.entries(rest).map(([name, value]) => ({ name: words(name), value: text(value) ?? "" })),
  ];
}

/** The name of what an event is about, where its data say one. */
export function nameOfThing(data: Record<string, unknown>): string | undefined {
  for (const part of [data.after, data.before, data]) {
    const name = columnsOf(part).name;
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

function columnsOf(part: unknown): Record<string, unknown> {
  if (part === undefined || part === null) return {};
  return typeof part === "object" && !Array.isArray(part)
    ? (part as Record<string, unknown>)
    : { value: part };
}

/** Null is nothing at all, as against a text that is empty. */
function text(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** "reindexEveryMinutes" and "reindex_every_minutes" as "reindex every minutes". */
const words = (name: string): string =>
  name
    .replaceAll("_", " ")
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
