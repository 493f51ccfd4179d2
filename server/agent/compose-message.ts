import { z } from "zod";
import { proposedEntrySchema } from "@/db/schema/knowledge-part";
import { type MessagePart, planSchema, textOfParts } from "@/db/schema/message-part";
import { type CheckedClaim, checkedClaimSchema } from "./check-claim";

export const noteSchema = z.object({ noteId: z.string(), title: z.string(), content: z.string() });

/** `isKept`: a person approved it while the step ran, and it is there. */
export const knowledgeSchema = z.object({
  entryId: z.string(),
  isKept: z.boolean(),
  entry: proposedEntrySchema,
});

export interface ComposedMessage {
  parts: MessagePart[];
  text: string;
  claims: CheckedClaim[];
  note: z.infer<typeof noteSchema> | undefined;
  knowledge: z.infer<typeof knowledgeSchema> | undefined;
}

/** A message from the events of its request: what was streamed and what is kept cannot differ. */
export function composeMessage(
  events: readonly { type: string; data: Record<string, unknown> }[],
): ComposedMessage {
  const parts: MessagePart[] = [];
  const claims: CheckedClaim[] = [];
  let note: ComposedMessage["note"];
  let knowledge: ComposedMessage["knowledge"];
  let draft = "";
  for (const { type, data } of events) {
    if (type === "draft") draft += String(data.text ?? "");
    if (type === "text" || type === "claim") draft = "";
    if (type === "text") {
      const text = String(data.text ?? "");
      const last = parts.at(-1);
      if (last?.type === "text") last.text += text;
      else parts.push({ type: "text", text });
    }
    if (type === "claim") {
      const claim = checkedClaimSchema.parse(data);
      claims.push(claim);
      const { index, text, isQuotation } = claim;
      parts.push({ type: "claim", index, text, ...(isQuotation ? { isQuotation } : {}) });
    }
    if (type === "plan") parts.push({ type: "plan", plan: planSchema.parse(data.plan) });
    if (type === "note") {
      note = noteSchema.parse(data);
      parts.push({ type: "note", noteId: note.noteId, title: note.title });
    }
    if (type === "knowledge") {
      knowledge = knowledgeSchema.parse(data);
      const { repositoryId, category, title } = knowledge.entry;
      parts.push({ type: "knowledge", entryId: knowledge.entryId, repositoryId, category, title });
    }
  }
  // What was still being written when it ended.
  if (draft.trim() !== "") parts.push({ type: "text", text: draft });
  return { parts, text: textOfParts(parts), claims, note, knowledge };
}
