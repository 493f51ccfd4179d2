import { readFileSync } from "node:fs";
import path from "node:path";
import { type KnowledgeCategory, knowledgeCategories } from "@/db/schema/knowledge-part";

/** One line of a label file. `files` only where a framework's number of files was counted. */
export interface Label {
  category: KnowledgeCategory;
  key: string;
  files: number | undefined;
}

/** What a person found in a package. Throws for a line that names no category. */
export function readLabels(name: string): Label[] {
  const text = readFileSync(path.resolve("bench/knowledge/labels", `${name}.txt`), "utf8");
  return parseLabels(text);
}

export function parseLabels(text: string): Label[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, word, key, files] = /^(\w+) (.+?)(?: × (\d+))?$/.exec(line) ?? [];
      const category = knowledgeCategories.find((one) => one === word);
      if (!category || !key) throw new Error(`This line of the labels is no finding: ${line}`);
      return { category, key, files: files === undefined ? undefined : Number(files) };
    });
}
