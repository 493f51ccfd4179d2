import { expect, test } from "vitest";
import { judgeOriginals, type Originals } from "./judge-originals";

const agree: Originals = {
  missing: [],
  damaged: [],
  orphans: [],
  strangers: [],
  count: 2,
  bytes: 2 ** 21,
  place: "/x",
};
const judged = (originals: Partial<Originals>) =>
  judgeOriginals({ ...agree, ...originals }).map(({ level, text }) => `${level}: ${text}`);

test("files and documents that agree are good; what is lost is bad, and what is left over worth a look", () => {
  expect(judged({})).toEqual(["good: 2 uploaded files (2.0 MiB) and the documents agree, both ways"]);
  expect(judged({ missing: ["a"], damaged: ["b"], orphans: ["c"], strangers: ["d"] })).toEqual([
    "bad: 1 of 2 uploaded files are missing: a",
    "bad: 1 uploaded files are not as long as they were: b",
    "warning: 1 files in /x belong to no document: c",
    "warning: 1 files in /x belong to no organization of this database: d",
  ]);
});
