import type { KnowledgeCategory } from "@/db/schema/knowledge-part";

/** Whether a goal asks to write into a repository's knowledge: only then is that proposed. */
export const isAboutKnowledge = (goal: string): boolean =>
  /\bknowledge[ -]?(base|entry|entries)\b|\b(add|write|put|keep|record|propose)\b[^.?!]*\bknowledge\b/i.test(
    goal,
  );

/** What a goal wants to know, without the wish that it be written into the knowledge: "add to the knowledge base how we mock" → "How we mock". */
export function subjectOf(goal: string): string {
  const wish =
    /^\s*(?:please\s+)?(?:(?:add|write|put|keep|record|propose)\b[^.?!:]*?\bknowledge\b|knowledge\b(?=[^:]{0,20}:))(?:[ -]?(?:base|entry|entries)\b)?[\s,:–-]*/i;
  const subject = goal.replace(wish, "").trim();
  return subject === "" ? goal.trim() : subject.charAt(0).toUpperCase() + subject.slice(1);
}

const words: [KnowledgeCategory, RegExp][] = [
  ["mocks", /\b(mock|stub|fake|spy|double)/i],
  ["fixtures", /\bfixture|\btest data\b/i],
  ["selectors", /\bselector|\blocator/i],
  ["routes", /\broute|\bendpoint/i],
  ["assertions", /\bassert|\bexpect(ation)?s?\b/i],
  ["hooks", /\bhook|\bset-?up\b|\btear-?down\b|\bbefore ?each\b|\bafter ?each\b/i],
  ["utilities", /\bhelper|\butilit/i],
  ["coverage", /\bcoverage\b/i],
  ["gaps", /\bgaps?\b|\buntested\b/i],
  ["improvements", /\bimprove/i],
  ["framework", /\bframework|\brunner\b/i],
];

/** The category that the words of a goal name first; how tests are written, where they name none. */
export function categoryOfGoal(goal: string): KnowledgeCategory {
  const named = words
    .map(([category, pattern]) => ({ category, at: goal.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return named[0]?.category ?? "patterns";
}
