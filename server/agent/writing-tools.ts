import { z } from "zod";
import { newId } from "@/db/columns";
import { knowledgeCategories } from "@/db/schema/knowledge-part";
import type { PlanStep } from "@/db/schema/message-part";
import type { Passage } from "@/server/answer/answer";
import { proposeEntry } from "@/server/knowledge/propose-entry";
import type { ModelTool } from "@/server/model/stream-model";
import type { AnswerInput } from "./answerer";
import type { Writing } from "./ask-to-write";
import { oneLine, proposalOf } from "./propose-knowledge";
import { readDraft } from "./read-draft";
import { insertNote } from "./result-queries";

const LONGEST = 20_000;

const text = (most: number) => z.string().trim().min(1).max(most);
const noteInput = z.object({ title: text(200), content: text(LONGEST) });
const entryInput = noteInput.extend({ category: z.enum(knowledgeCategories) });

type WritingTool = ModelTool & {
  manyOf: "notes" | "entries";
  /** What is to be written, from the input as it came; in words for the model why it cannot be. Throws a `ZodError`. */
  draft(
    given: unknown,
    of: { input: AnswerInput; passages: Passage[] },
  ): Promise<Writing | { problem: string }>;
};

/** What a model may ask to write: nothing of it happens before a person has agreed. */
const writingTools: Record<"write_note" | "write_knowledge", WritingTool> = {
  write_note: {
    manyOf: "notes",
    description: "Keeps a note in this conversation, once a person has approved exactly this title and text.",
    inputSchema: noteInput,
    async draft(given) {
      const note = noteInput.parse(given);
      const noteId = newId();
      return {
        noun: "note",
        shown: note,
        output: { noteId },
        event: { type: "note", noteId, ...note },
        async keep(tx, step) {
          const { organizationId, audience, conversationId } = step;
          await insertNote(tx, {
            ...{ id: noteId, ...note, organizationId, audience, conversationId },
            conversationStepId: step.id,
          });
          return true;
        },
      };
    },
  },
  write_knowledge: {
    manyOf: "entries",
    description:
      "Proposes an entry for the repository's knowledge base, once a person has approved exactly this category, title and " +
      "text. The text is Markdown; each of its sentences cites the passages that carry it, like [2].",
    inputSchema: entryInput,
    async draft(given, { input, passages }) {
      const { category, title, content } = entryInput.parse(given);
      const said = { ...readDraft(content, passages), category, title: oneLine(title) };
      const proposal = await proposalOf(input, said, passages);
      if ("problem" in proposal) return proposal;
      const { entry, repositoryName, unsupported, beside } = proposal;
      const entryId = newId();
      return {
        noun: "entry",
        shown: {
          ...{ repository: repositoryName, category, title: entry.title, content: entry.content },
          evidence: entry.sourceFiles.map(
            ({ path, startLine, endLine }) => `${path}:${startLine}–${endLine}`,
          ),
          ...(unsupported.length > 0 ? { unsupported } : {}),
          ...(beside.length > 0 ? { beside } : {}),
        },
        output: { entryId },
        event: { type: "knowledge", entryId, entry },
        keep: (tx, { id, organizationId }) =>
          proposeEntry(tx, { id: entryId, organizationId, conversationStepId: id, entry }),
      };
    },
  },
};

/** The writing tool of a step, by its name: each is offered to the steps of its own kind, and to nothing else. */
export function writingToolOf(task: AnswerInput["task"]): [PlanStep["kind"], WritingTool] | undefined {
  if (task.type !== "step") return undefined;
  const { kind } = task.step;
  return kind === "write_note" || kind === "write_knowledge" ? [kind, writingTools[kind]] : undefined;
}
