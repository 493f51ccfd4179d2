import { expect, test } from "vitest";
import { gatherResults } from "./gather-results";

const page = (ids: string, isStale = false) => ({
  items: [...ids].map((id) => ({ id })),
  total: 9,
  isStale,
});
const ids = (pages: ReturnType<typeof page>[]) =>
  gatherResults(pages)
    .items.map(({ id }) => id)
    .join("");

test("pages follow one another, and a result is shown once", () => {
  expect(ids([page("abc"), page("cde")])).toBe("abcde");
  expect(gatherResults([page("ab"), page("cd")]).startedOver).toBe(false);
});

test("a stale page starts over: nothing of the older index stays beside it", () => {
  const pages = [page("abc"), page("xyz", true), page("uvw")];
  expect(ids(pages)).toBe("xyzuvw");
  expect(gatherResults(pages).startedOver).toBe(true);
});

test("no page is no result", () => {
  expect(gatherResults([])).toEqual({ items: [], first: undefined, startedOver: false });
});
