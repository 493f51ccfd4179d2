import { knowledgeMessages } from "@/app/_messages/knowledge";
import type { KnowledgePart, Plan } from "./types";

type Category = KnowledgePart["category"];
export const categories = Object.keys(knowledgeMessages.categories) as Category[];

/** What a step that writes an entry works on, whatever it was before it became one. */
export function entryInput(input: Plan["steps"][number]["input"]) {
  const fields = typeof input === "string" ? {} : input;
  const category = categories.find((one) => one === fields.category) ?? "patterns";
  const title = typeof fields.title === "string" ? fields.title : "";
  return { ...fields, category, title };
}
