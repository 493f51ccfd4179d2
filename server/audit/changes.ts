import { namesSecret } from "./without-secrets";

type Columns = Record<string, unknown>;

/**
 * What a change did, for `audit`: of two states of one row only the columns that differ, each before and after. Of a
 * secret it says only whether there was one and what became of it. Columns that move by themselves are left out.
 */
export function changes(before: Columns, after: Columns): { before: Columns; after: Columns } {
  const names = Object.keys(after).filter(
    (name) => !BY_THEMSELVES.has(name) && !isSame(before[name], after[name]),
  );
  const pick = (row: Columns, say: (name: string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, namesSecret(name) ? say(name) : (row[name] ?? null)]));
  return {
    before: pick(before, (name) => (isNothing(before[name]) ? "none" : "set")),
    after: pick(after, (name) =>
      isNothing(after[name]) ? "removed" : isNothing(before[name]) ? "added" : "replaced",
    ),
  };
}

const BY_THEMSELVES = new Set(["updatedAt", "createdAt", "version"]);

const isNothing = (value: unknown): boolean => value === null || value === undefined;

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
