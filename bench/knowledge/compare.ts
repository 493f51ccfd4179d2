import { type Finding, type KnowledgeCategory, knowledgeCategories } from "@/db/schema/knowledge-part";
import type { Label } from "./read-labels";

/** What was mined of one package, held against its labels. */
export interface Comparison {
  category: KnowledgeCategory;
  right: string[];
  wrong: string[];
  missed: string[];
}

export function compareWithLabels(findings: Finding[], labels: Label[]): Comparison[] {
  return knowledgeCategories.map((category) => {
    const mined = findings.filter((one) => one.category === category).map(({ key }) => key);
    const labelled = labels.filter((one) => one.category === category).map(({ key }) => key);
    return {
      category,
      right: mined.filter((key) => labelled.includes(key)),
      wrong: mined.filter((key) => !labelled.includes(key)),
      missed: labelled.filter((key) => !mined.includes(key)),
    };
  });
}

export interface Score {
  category: KnowledgeCategory;
  labels: number;
  precision: number;
  recall: number;
}

/** Precision and recall of each category over all packages. NaN where nothing was labelled or mined. */
export function scoreOf(comparisons: Comparison[]): Score[] {
  return knowledgeCategories.map((category) => {
    const rows = comparisons.filter((one) => one.category === category);
    const count = (which: "right" | "wrong" | "missed") =>
      rows.reduce((sum, row) => sum + row[which].length, 0);
    const right = count("right");
    const labels = right + count("missed");
    return { category, labels, precision: right / (right + count("wrong")), recall: right / labels };
  });
}
