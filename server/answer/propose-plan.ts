import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { Passage } from "./answer";
import { isAnswered } from "./is-answered";
import { categoryOfGoal, isAboutKnowledge, subjectOf } from "./knowledge-goal";
import { rankPassages } from "./rank-passages";
import { planWords } from "./words-of-answer";

const MOST_READ = 3;

export type PlanStep =
  | { kind: "search"; title: string; input: { query: string } }
  | {
      kind: "read";
      title: string;
      input: ReturnType<typeof readInput> & { startLine: number; endLine: number };
    }
  | { kind: "answer"; title: string; input: { question: string } }
  | { kind: "write_note"; title: string; input: { title: string } }
  | {
      kind: "write_knowledge";
      title: string;
      input: { title: string; question: string; category: KnowledgeCategory; repositoryId?: string };
    };

export interface ProposedPlan {
  goal: string;
  steps: PlanStep[];
  expectedEffects: string[];
  /** `requests` counts calls of a language model; `cost` is a decimal number in US dollars. */
  budget: { requests: number; cost: string };
}

/** What a step reads: a file of a repository, or a document. */
export const readInput = ({
  sourceTable,
  sourceId,
  repositoryId,
  path,
}: Pick<Passage, "sourceTable" | "sourceId" | "repositoryId" | "path">) =>
  sourceTable === "document" || repositoryId === null
    ? { documentId: sourceId, path }
    : { repositoryId, path, sourceId };

/**
 * A plan that needs no language model: search again, read the files that were found, answer, keep the answer, as a note
 * or, where the goal asks for it, in the knowledge of the repository that was chosen or that answers best.
 */
export function proposePlan({
  goal,
  passages,
  repositoryId,
}: {
  goal: string;
  passages: Passage[];
  repositoryId?: string | undefined;
}): ProposedPlan {
  const isEntry = isAboutKnowledge(goal);
  const subject = isEntry ? subjectOf(goal) : goal;
  const ranked = rankPassages(subject, passages);
  const found = isAnswered(subject, ranked) ? ranked : [];
  const files = [...Map.groupBy(found, ({ passage }) => passage.sourceId).values()]
    .flatMap(([first]) => first?.passage ?? [])
    .slice(0, MOST_READ);
  const of = repositoryId ?? files.flatMap((file) => file.repositoryId ?? [])[0];
  const entry: PlanStep = {
    kind: "write_knowledge",
    title: planWords.entry,
    input: {
      ...{ title: planWords.entryTitle(subject), question: subject, category: categoryOfGoal(goal) },
      ...(of === undefined ? {} : { repositoryId: of }),
    },
  };
  const note: PlanStep = {
    kind: "write_note",
    title: planWords.note,
    input: { title: planWords.noteTitle(goal) },
  };
  return {
    goal,
    steps: [
      { kind: "search", title: planWords.search(subject), input: { query: subject } },
      ...files.map(
        ({ startLine, endLine, ...source }): PlanStep => ({
          kind: "read",
          title: planWords.read(source.path),
          input: { ...readInput(source), startLine, endLine },
        }),
      ),
      { kind: "answer", title: planWords.answer, input: { question: subject } },
      isEntry ? entry : note,
    ],
    expectedEffects: [
      planWords.effects.reads(files.length),
      isEntry ? planWords.effects.entry : planWords.effects.note,
      planWords.effects.free,
    ],
    budget: { requests: 0, cost: "0" },
  };
}
