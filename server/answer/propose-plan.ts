import type { Passage } from "./answer";

export interface ProposedPlan {
  goal: string;
  steps: {
    kind: "search" | "read" | "answer" | "write_note";
    title: string;
    input: string | Record<string, unknown>;
  }[];
  expectedEffects: string[];
  budget: { requests: number; cost: string };
}

/** A plan made of what a search for the goal has found. */
export function proposePlan({ goal, passages }: { goal: string; passages: Passage[] }): ProposedPlan {
  const paths = [...new Map(passages.map((one) => [`${one.repositoryId} ${one.path}`, one])).values()];
  const steps: ProposedPlan["steps"] = [
    { kind: "search", title: "Search for what the goal names", input: { query: goal } },
    ...paths.slice(0, 2).map(({ repositoryId, path }) => ({
      kind: "read" as const,
      title: `Read ${path}`.slice(0, 200),
      input: { repositoryId, path },
    })),
    { kind: "answer", title: "Answer from what was found", input: { question: goal } },
    { kind: "write_note", title: "Write the answer down as a note", input: { title: goal.slice(0, 100) } },
  ];
  return {
    goal,
    steps,
    expectedEffects: ["A note in this conversation."],
    budget: { requests: steps.length, cost: "0" },
  };
}
