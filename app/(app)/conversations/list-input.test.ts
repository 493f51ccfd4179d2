import { expect, test } from "vitest";
import { listHref, listInput, readListView } from "./list-input";

const read = (query: string) => readListView(new URLSearchParams(query));

test("an address says a view and back", () => {
  const view = { text: "retry", scope: "mine", page: 3 } as const;
  expect(read(listHref(view).split("?")[1] ?? "")).toEqual(view);
  expect(listHref(read(""))).toBe("/conversations");
});

test("what is wrong in an address is as usual", () => {
  expect(read("whose=nobody&page=-1")).toEqual({ text: "", scope: "all", page: 1 });
});

test("an empty filter is not asked for", () => {
  expect(listInput(read("q=%20"))).toEqual({ page: 1, pageSize: 20, scope: "all" });
});
