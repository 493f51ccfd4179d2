import type { Passage } from "@/server/answer/answer";
import type { AnswerEvent, AnswerInput } from "./answerer";
import { inputText } from "./input-text";
import type { ParagraphPart } from "./read-paragraphs";

/** What a `write_note` step keeps: its text and where it was read; undefined of anything else. */
export function noteFrom(
  task: AnswerInput["task"],
  written: readonly ParagraphPart[],
  passages: readonly Passage[],
): Extract<AnswerEvent, { type: "note" }> | undefined {
  if (task.type !== "step" || task.step.kind !== "write_note") return undefined;
  const claims = written.flatMap((part) => (part.type === "claim" ? [part.claim] : []));
  const cited = new Set(claims.flatMap(({ citations }) => citations.map(({ chunkId }) => chunkId)));
  const places = passages
    .filter(({ chunkId }) => cited.has(chunkId))
    .map(({ path, startLine, endLine }) => `- ${path}:${startLine}–${endLine}`);
  const text = written
    .map((part) => (part.type === "claim" ? part.claim.text : part.text.trim()))
    .join("\n\n");
  return {
    type: "note",
    title: inputText(task.step.input, "title") ?? task.step.title,
    content: places.length === 0 ? text : `${text}\n\n${places.join("\n")}`,
  };
}
