import { expect, test } from "vitest";
import { changedRuns } from "./changed-runs";

test("a run that appears and one that goes are told apart from progress alone", () => {
  const [a, b] = [{ id: "a" }, { id: "b" }];
  expect(changedRuns([a], [a])).toEqual({ began: false, ended: false });
  expect(changedRuns([a], [a, b])).toEqual({ began: true, ended: false });
  expect(changedRuns([a], [])).toEqual({ began: false, ended: true });
  expect(changedRuns([a], [b])).toEqual({ began: true, ended: true });
});
