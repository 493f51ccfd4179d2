import { partsOfMessage } from "@/app/(app)/conversations/[id]/shown-parts";
import type { Message } from "@/app/(app)/conversations/[id]/types";

/** An answer that a model has written, as the app shows it: with the numbers of its sources behind each statement. */
export interface WrittenAnswer {
  /** Empty when nothing came. */
  text: string;
  /** Why it did not come to its end; undefined when it did. */
  note: string | undefined;
  /** Which model was asked. */
  model: string | null;
  /** In the order of their numbers. */
  sources: WrittenSource[];
}

export interface WrittenSource {
  number: number;
  /** Empty where a passage was cited that nobody knows. */
  path: string;
  startLine: number;
  endLine: number;
  /** Why it does not hold; null where it does. */
  unsupported: string | null;
}

/** What is printed of a kept answer. */
export function writtenAnswer(message: Pick<Message, "parts" | "citations" | "request">): WrittenAnswer {
  const sources = new Map<number, WrittenSource>();
  let text = "";
  let before: string | undefined;
  for (const part of partsOfMessage(message)) {
    if (part.type !== "text" && part.type !== "claim") continue;
    const cited = part.type === "claim" ? part.citations : [];
    for (const { number, path, startLine, endLine, verdict, reason } of cited) {
      const unsupported = verdict === "supported" ? null : (reason ?? "");
      sources.set(number, { number, path, startLine, endLine, unsupported });
    }
    const numbers = [...new Set(cited.map(({ number }) => `[${number}]`))].join("");
    const gap = before === undefined ? "" : before === "claim" && part.type === "claim" ? "\n" : "\n\n";
    text += `${gap}${part.text.trim()}${numbers === "" ? "" : ` ${numbers}`}`;
    before = part.type;
  }
  const { request } = message;
  const note = request?.status === "completed" ? undefined : (request?.error ?? "The answer was stopped.");
  return { text, note, model: request?.model ?? null, sources: [...sources.values()] };
}
