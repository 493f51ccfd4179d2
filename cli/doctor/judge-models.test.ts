import { expect, test } from "vitest";
import { type ChangeOfModel, judgeModels } from "./judge-models";

const quiet: ChangeOfModel = {
  organization: "Heron",
  activeModel: "old",
  isMoving: false,
  runModel: null,
  status: null,
  chunksDone: null,
  chunksTotal: null,
  error: null,
  silentS: null,
  hasJob: false,
};
const running: ChangeOfModel = {
  ...quiet,
  runModel: "new",
  status: "running",
  chunksDone: 30,
  chunksTotal: 120,
  silentS: 4,
  hasJob: true,
};

const judge = (...changes: ChangeOfModel[]) =>
  judgeModels(changes, "new").map(({ level, text }) => [level, text]);

test("before anything is indexed, and where searches use the configured model, all is well", () => {
  expect(judge()).toEqual([["good", expect.stringContaining("Nothing is indexed yet")]]);
  expect(judge({ ...quiet, activeModel: "new" })).toEqual([
    ["good", expect.stringContaining("in 1 organization")],
  ]);
  // What became of an earlier change matters no more.
  expect(judge({ ...running, activeModel: "new", status: "failed" })[0]?.[0]).toBe("good");
});

test.each<[string, ChangeOfModel, string, RegExp]>([
  ["one that has not begun", quiet, "warning", /searches use another: Heron \(old\)/],
  [
    "one after a change to a third model",
    { ...running, runModel: "third", status: "completed" },
    "warning",
    /searches use another: Heron \(old\)/,
  ],
  ["one under way", running, "good", /changes to new: Heron \(30 of 120 chunks\)/],
  [
    "one that meets failures",
    { ...running, error: "The server is busy." },
    "warning",
    /tries again: Heron \(30 of 120 chunks; The server is busy\)/,
  ],
  [
    "one of another configuration",
    { ...running, runModel: "third" },
    "warning",
    /configured here, new: Heron \(to third\)/,
  ],
  [
    "one that nobody works on",
    { ...running, silentS: 1_800 },
    "warning",
    /stands still: Heron \(30 of 120 chunks, for 30 minutes\)/,
  ],
  ["one whose job is gone", { ...running, silentS: 1_800, hasJob: false }, "warning", /no job is left/],
  [
    "one that failed",
    { ...running, status: "failed", error: "The server refused the key." },
    "warning",
    /has failed: Heron \(30 of 120 chunks; The server refused the key\)/,
  ],
  [
    "one that failed while vectors were moved",
    { ...running, activeModel: "new", isMoving: true, status: "failed", error: "The disk is full." },
    "warning",
    /has failed: Heron/,
  ],
  [
    "one that was cancelled",
    { ...running, status: "cancelled" },
    "warning",
    /was cancelled: Heron \(stays with old\)/,
  ],
])("a change of embedding model is told: %s", (_, change, level, text) => {
  expect(judge(change)).toEqual([[level, expect.stringMatching(text)]]);
});

test("organizations in one state share a finding, and none is in two", () => {
  const found = judge(running, { ...running, organization: "Crane" }, { ...quiet, organization: "Owl" });
  expect(found).toEqual([
    ["warning", expect.stringMatching(/another: Owl \(old\)$/)],
    ["good", expect.stringMatching(/Heron \(.*\), Crane \(.*\)$/)],
  ]);
});
