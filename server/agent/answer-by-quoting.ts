import type { Passage } from "@/server/answer/answer";
import { composeAnswer, quote } from "@/server/answer/compose-answer";
import { proposePlan } from "@/server/answer/propose-plan";
import { answerWords } from "@/server/answer/words-of-answer";
import type { AnswerEvent, AnswerInput } from "./answerer";
import { inputText } from "./input-text";
import { entryFrom } from "./propose-knowledge";

/** Answers without a model: quotes the passages that answer best, each with its citation. */
export async function* answerByQuoting(input: AnswerInput, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const { task, passages } = input;
  if (task.type === "plan") {
    const ids = input.context.repositoryIds ?? [];
    const repositoryId = ids.length === 1 ? ids[0] : undefined;
    const plan = proposePlan({ goal: task.goal, passages, repositoryId });
    yield {
      type: "text",
      text: "Here is a plan. Change what you like, then confirm it: nothing runs before.",
    };
    yield { type: "plan", plan };
    return;
  }
  const question = task.type === "step" ? questionOf(task) : task.question;
  const { claims, introduction } = read(task, passages, question) ?? composeAnswer({ question, passages });
  yield { type: "text", text: introduction };
  for (const claim of claims) {
    if (signal.aborted) return;
    yield { type: "claim", claim };
  }
  const quoted = claims.map(({ text, citations }) =>
    [text, ...citations.map((cited) => fenced(cited.quote))].join("\n\n"),
  );
  if (task.type === "step" && task.step.kind === "write_note") {
    const title = inputText(task.step.input, "title") ?? task.step.title;
    yield { type: "note", title, content: [introduction, ...quoted].join("\n\n") };
  }
  const entry = await entryFrom(input, { content: quoted.join("\n\n"), claims }, passages);
  if (entry) yield entry;
}

/** A step that reads a file quotes from it alone, whether or not that answers anything. */
function read(task: AnswerInput["task"], passages: Passage[], question: string) {
  if (task.type !== "step" || task.step.kind !== "read") return undefined;
  const path = inputText(task.step.input, "path");
  const repositoryId = inputText(task.step.input, "repositoryId");
  const documentId = inputText(task.step.input, "documentId");
  const own = passages.filter((one) =>
    documentId === undefined
      ? one.path === path && one.repositoryId === (repositoryId ?? one.repositoryId)
      : one.sourceId === documentId,
  );
  const first = own[0];
  if (!first) return undefined;
  const best = composeAnswer({ question, passages: own });
  if (!best.nothingFound) return best;
  return { claims: [quote(first, question)], introduction: answerWords.read };
}

/** A note is Markdown, and what it quotes is not: a longer fence than any inside cannot be closed from within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [fence, text, fence].join("\n");
}

function questionOf({ goal, step }: { goal: string; step: { title: string; input: unknown } }): string {
  return inputText(step.input, "question", "query", "text") ?? goal;
}
