import { expect, test } from "vitest";
import { categoryOfGoal, isAboutKnowledge, subjectOf } from "./knowledge-goal";
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

test("a plan looks for what the goal is about, and not for the wish that it be written down", () => {
  expect(subjectOf("Add to the knowledge base how we mock")).toBe("How we mock");
  expect(subjectOf("please write into our knowledge: which hooks run")).toBe("Which hooks run");
  expect(subjectOf("Knowledge base: selectors")).toBe("Selectors");
  expect(subjectOf("How do we mock? Add it to the knowledge base.")).toBe(
    "How do we mock? Add it to the knowledge base.",
  );
  expect(subjectOf("Add to the knowledge base")).toBe("Add to the knowledge base");
  const [search, answer, entry] = proposePlan({
    goal: "Keep in the knowledge base how pools end",
    passages: [],
  }).steps;
  expect([search?.input, answer?.input, entry?.input]).toMatchObject([
    { query: "How pools end" },
    { question: "How pools end" },
    { title: "How pools end", question: "How pools end" },
  ]);
});
