import { expect, test } from "vitest";
import type { FileSymbol } from "../../../types";
import { listedSymbols } from "./listed-symbols";

const symbol = (
  name: string,
  startLine: number,
  endLine: number,
  scope: string | null = null,
): FileSymbol => ({
  symbol: name,
  kind: "function",
  scope,
  startLine,
  endLine,
});

test("a symbol that was cut into several passages is one row over all its lines", () => {
  const rows = listedSymbols([symbol("run", 1, 100), symbol("run", 101, 150), symbol("stop", 160, 170)], "");
  expect(rows.map(({ name, range }) => [name, range.from, range.to])).toEqual([
    ["run", 1, 150],
    ["stop", 160, 170],
  ]);
});

test("two symbols of one name stay two rows", () => {
  const rows = listedSymbols(
    [symbol("get", 1, 5, "A"), symbol("get", 7, 9, "B"), symbol("get", 20, 22, "B")],
    "",
  );
  expect(rows.map(({ fullName }) => fullName)).toEqual(["A.get", "B.get", "B.get"]);
});

test("the filter takes words in any order and any case, from name and scope", () => {
  const symbols = [symbol("nextAttempt", 1, 2, "Delivery"), symbol("backoff", 4, 5)];
  expect(listedSymbols(symbols, "attempt DELIV").map(({ name }) => name)).toEqual(["nextAttempt"]);
  expect(listedSymbols(symbols, "nothing")).toEqual([]);
});
