import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Finding } from "@/server/knowledge/finding";
import { compareWithLabels, scoreOf } from "./compare";
import { labelledPackages } from "./packages";
import { parseLabels, readLabels } from "./read-labels";

const finding = (key: string): Finding => ({ category: "framework", key, count: 1, files: 1, evidence: [] });

test("a finding that is not labelled costs precision, a label that is not found costs recall", () => {
  const labels = parseLabels("framework mocha × 2\nframework run: mocha\nframework run: tox");
  const compared = compareWithLabels([finding("mocha"), finding("run: mocha"), finding("jest")], labels);
  expect(compared[0]).toEqual({
    category: "framework",
    right: ["mocha", "run: mocha"],
    wrong: ["jest"],
    missed: ["run: tox"],
  });
  const [score] = scoreOf(compared);
  expect(score).toEqual({ category: "framework", labels: 3, precision: 2 / 3, recall: 2 / 3 });
});

test("a line of the labels that is no finding is refused", () => {
  expect(() => parseLabels("frameworks mocha")).toThrow("no finding: frameworks mocha");
});

test("every package has its labels, no label file is left over, and each language has three", () => {
  const files = readdirSync("bench/knowledge/labels").filter((name) => name.endsWith(".txt"));
  expect(files.sort()).toEqual(labelledPackages.map(({ name }) => `${name}.txt`).sort());
  for (const { name } of labelledPackages) expect(readLabels(name).length).toBeGreaterThan(3);
  for (const language of ["JavaScript and TypeScript", "Python", "Go", "Java"])
    expect(labelledPackages.filter((one) => one.language === language).length).toBeGreaterThanOrEqual(3);
});
