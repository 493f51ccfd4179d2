import { expect, test } from "vitest";
import { likePattern, listInput, pageOf } from "./list";

const rows = Array.from({ length: 25 }, (_, index) => index);
const fetch = ({ limit, offset }: { limit: number; offset: number }) =>
  Promise.resolve(rows.slice(offset, offset + limit));

test("a list is given page by page, and the last page says that it is the last", async () => {
  const page = (number: number) => pageOf({ page: number, pageSize: 10 }, fetch);
  expect(await page(1)).toEqual({ items: rows.slice(0, 10), hasNext: true });
  expect(await page(3)).toEqual({ items: rows.slice(20), hasNext: false });
  expect(await page(4)).toEqual({ items: [], hasNext: false });
});

test("a page that ends where the list ends has no next one", async () => {
  expect(await pageOf({ page: 1, pageSize: 25 }, fetch)).toEqual({ items: rows, hasNext: false });
  expect(await pageOf({ page: 1, pageSize: 24 }, fetch)).toMatchObject({ hasNext: true });
});

test("without a word about pages, the first ten come", () => {
  expect(listInput.parse({})).toEqual({ page: 1, pageSize: 10 });
});

test.each([
  { page: 0 },
  { page: 1.5 },
  { page: 1e9 },
  { pageSize: 0 },
  { pageSize: 101 },
  { pageSize: "10" },
])("%j is refused", (input) => {
  expect(listInput.safeParse(input).success).toBe(false);
});

test("a person's own % _ and \\ mean themselves", () => {
  expect(likePattern("50%_a\\b")).toBe("%50\\%\\_a\\\\b%");
});
