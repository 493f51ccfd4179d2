/** What the address asks of a log. Days are those of the reader's own calendar: `2026-01-31`. */
export type LedgerView = { userId: string; action: string; entityTable: string; from: string; to: string };

export const emptyView: LedgerView = { userId: "", action: "", entityTable: "", from: "", to: "" };

const names = { userId: "person", action: "action", entityTable: "thing", from: "from", to: "to" } as const;
const fields = Object.keys(names) as (keyof LedgerView)[];

export function readLedgerView(params: { get: (name: string) => string | null | undefined }): LedgerView {
  const view = { ...emptyView };
  for (const field of fields) {
    const value = (params.get(names[field]) ?? "").slice(0, 100);
    if ((field !== "from" && field !== "to") || dayOf(value)) view[field] = value;
  }
  return view;
}

export function ledgerHref(path: string, view: LedgerView): string {
  const params = new URLSearchParams();
  for (const field of fields) if (view[field] !== "") params.set(names[field], view[field]);
  return params.size === 0 ? path : `${path}?${params}`;
}

export const isFiltered = (view: LedgerView): boolean => fields.some((field) => view[field] !== "");

/** The filter that a view means: from the beginning of its first day to the end of its last, in the reader's zone. */
export function filterOf({ userId, action, entityTable, from, to }: LedgerView) {
  const [start, last] = [dayOf(from), dayOf(to)];
  if (last) last.setDate(last.getDate() + 1);
  return {
    ...(userId === "" ? {} : { userId }),
    ...(action === "" ? {} : { action }),
    ...(entityTable === "" ? {} : { entityTable }),
    ...(start ? { from: start } : {}),
    ...(last ? { to: last } : {}),
  };
}

/** The beginning of a day, or undefined when the text names none. */
function dayOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}
