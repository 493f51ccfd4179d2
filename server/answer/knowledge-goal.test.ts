import { expect, test } from "vitest";
import { categoryOfGoal, isAboutKnowledge } from "./knowledge-goal";
import { proposePlan } from "./propose-plan";

test("only a goal that names the knowledge gets a step that writes into it", () => {
  expect(isAboutKnowledge("Write into the knowledge base how we mock")).toBe(true);
  expect(isAboutKnowledge("How do we mock?")).toBe(false);
  const kinds = (goal: string) => proposePlan({ goal, passages: [] }).steps.map(({ kind }) => kind);
  expect(kinds("Know how we mock")).toEqual(["search", "answer", "write_note"]);
  expect(kinds("Add to our knowledge how we mock")).toEqual(["search", "answer", "write_knowledge"]);
});

test("the category is the first that the goal names", () => {
  expect(categoryOfGoal("knowledge: which hooks prepare our mocks?")).toBe("hooks");
  expect(categoryOfGoal("What is known about retries")).toBe("patterns");
});

test("the entry belongs to the chosen repository, and says so to whoever confirms", () => {
  const { steps, expectedEffects } = proposePlan({
    ...{ goal: "Write fixtures into the knowledge", passages: [], repositoryId: "r1" },
  });
  expect(steps.at(-1)).toMatchObject({
    kind: "write_knowledge",
    input: { category: "fixtures", repositoryId: "r1", title: "Write fixtures into the knowledge" },
  });
  expect(expectedEffects.join(" ")).toContain("everybody in the organization");
});
