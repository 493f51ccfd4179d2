import { expect, test } from "vitest";
import { emptyView, filterOf, isFiltered, ledgerHref, readLedgerView } from "./ledger-view";

test("a view and its address say the same", () => {
  const view = { ...emptyView, userId: "u1", action: "organization.rename", from: "2026-01-31" };
  const href = ledgerHref("/settings/audit", view);
  expect(href).toBe("/settings/audit?person=u1&action=organization.rename&from=2026-01-31");
  expect(readLedgerView(new URL(href, "http://x").searchParams)).toEqual(view);
  expect(ledgerHref("/settings/audit", emptyView)).toBe("/settings/audit");
  expect([isFiltered(view), isFiltered(emptyView)]).toEqual([true, false]);
});

test("a day is meant whole, the last one too", () => {
  const { from, to } = filterOf({ ...emptyView, from: "2026-01-31", to: "2026-01-31" });
  expect([from?.getDate(), from?.getHours(), to?.getMonth(), to?.getDate()]).toEqual([31, 0, 1, 1]);
});

test("an address that names no day asks for none", () => {
  for (const from of ["yesterday", "2026-13-01", "2026-1-1", "'; drop"])
    expect(readLedgerView(new URLSearchParams({ from })).from).toBe("");
});
