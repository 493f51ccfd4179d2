import { expect, test } from "vitest";
import { readSearchState, toQueryInput, writeSearchState } from "./search-state";

const read = (query: string) => readSearchState(new URLSearchParams(query));

test("a state written into an address is read back as it was", () => {
  const address =
    "?q=a+%26+b+lang%3Ats&mode=exact&case=1&word=1&repo=r1&path=src%2F**&lang=ts&kind=document&at=c9";
  expect(writeSearchState(read(address))).toBe(address);
  expect(read(writeSearchState(read(address)))).toEqual(read(address));
});

test("defaults leave no trace in the address", () => {
  expect(writeSearchState(read(""))).toBe("");
  expect(writeSearchState(read("?q=x&mode=hybrid&case=0&lang=+"))).toBe("?q=x");
});

test("case and whole words are not asked of a search by meaning", () => {
  expect(writeSearchState(read("?q=x&case=1&word=1"))).toBe("?q=x");
  expect(toQueryInput(read("?q=x&case=1&word=1"))).toEqual({ text: "x", mode: "hybrid", limit: 20 });
});

test("which result is selected changes nothing about what is asked", () => {
  expect(toQueryInput(read("?q=x&at=one"))).toEqual(toQueryInput(read("?q=x")));
});
