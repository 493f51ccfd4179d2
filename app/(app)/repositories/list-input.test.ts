import { expect, test } from "vitest";
import { listHref, listInput, readListView } from "./list-input";

const read = (href: string) => readListView(new URL(href, "http://x").searchParams);

test("a view survives its own address", () => {
  const view = { text: "a & b?", sort: "nameDown", page: 3 } as const;
  expect(read(listHref(view))).toEqual(view);
  expect(listHref(read("/repositories"))).toBe("/repositories");
});

test("an address with nonsense shows the usual view", () => {
  for (const href of ["/?sort=constructor&page=-1", "/?sort=&page=abc", "/?page=1.5", "/?page=1e9"]) {
    expect(read(href), href).toEqual({ text: "", sort: "newest", page: 1 });
  }
});

test("a text of blanks asks for everything", () => {
  expect(listInput({ text: "  ", sort: "name", page: 2 })).toEqual({
    page: 2,
    pageSize: 20,
    sortBy: "name",
    sortDirection: "asc",
  });
});
