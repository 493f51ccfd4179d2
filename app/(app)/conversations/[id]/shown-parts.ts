import { z } from "zod";
import type { Growing } from "../../_live/growing-answers";
import type { KnowledgePart, Message, Plan, ShownCitation, ShownPart } from "./types";

type Unnumbered = Omit<ShownCitation, "number">;

// What travels in an event of a claim; more than that is not shown.
const claimSchema = z.object({
  index: z.number(),
  text: z.string(),
  isQuotation: z.boolean().optional(),
  citations: z.array(
    z.object({
      sourceTable: z.enum(["file", "document"]),
      sourceId: z.string(),
      repositoryId: z.string().nullable(),
      path: z.string(),
      startLine: z.number(),
      endLine: z.number(),
      quote: z.string(),
      verdict: z.enum(["supported", "unsupported"]),
      reason: z.string().nullable(),
    }),
  ),
});

/** The parts of a kept message, its citations numbered in the order they are read. */
export function partsOfMessage(message: Pick<Message, "parts" | "citations">): ShownPart[] {
  const number = numbering();
  return message.parts.map((part) => {
    if (part.type !== "claim") return part;
    const own = message.citations.filter(({ claimIndex }) => claimIndex === part.index);
    return { ...part, citations: own.map(number) };
  });
}

/** The parts of an answer that is being written, from its events: as they will be kept. */
export function partsOfGrowing({ kept, tail }: Pick<Growing, "kept" | "tail">): ShownPart[] {
  const number = numbering();
  const parts: ShownPart[] = [];
  let draft = "";
  for (const { type, data } of [...kept, ...tail]) {
    const last = parts.at(-1);
    if (type === "draft") draft += String(data.text ?? "");
    // What was written in the rough gives way to what it becomes.
    if (type === "text" || type === "claim") draft = "";
    if (type === "text") {
      const text = String(data.text ?? "");
      if (last?.type === "text") last.text += text;
      else parts.push({ type: "text", text });
    } else if (type === "claim") {
      const claim = claimSchema.safeParse(data);
      if (!claim.success) continue;
      const citations = claim.data.citations.map((one) => number({ ...one, freshness: undefined }));
      parts.push({ type: "claim", ...claim.data, citations });
    } else if (type === "plan") parts.push({ type: "plan", plan: data.plan as Plan });
    else if (type === "note")
      parts.push({ type: "note", noteId: String(data.noteId), title: String(data.title) });
    else if (type === "knowledge") {
      const { repositoryId, category, title } = data.entry as KnowledgePart;
      parts.push({ type: "knowledge", entryId: String(data.entryId), repositoryId, category, title });
    }
  }
  if (draft.trim() !== "") parts.push({ type: "text", text: draft });
  return parts;
}

/** One number for each place that is cited, however often. */
function numbering() {
  const numbers = new Map<string, number>();
  return (citation: Unnumbered): ShownCitation => {
    const { sourceTable, sourceId, repositoryId, path, startLine, endLine, verdict } = citation;
    const place = [repositoryId ?? sourceId, path, startLine, endLine, verdict].join("\n");
    const number = numbers.get(place) ?? numbers.size + 1;
    numbers.set(place, number);
    const { quote, reason, freshness } = citation;
    const source = { sourceTable, sourceId, repositoryId, path };
    return { ...source, startLine, endLine, verdict, quote, reason, freshness, number };
  };
}

/** How many claims there are, and how many of them have at least one citation and none that fails. */
export function countSupported(parts: readonly ShownPart[]): { supported: number; claims: number } {
  const claims = parts.filter((part) => part.type === "claim");
  const supported = claims.filter(
    ({ citations }) => citations.length > 0 && citations.every(({ verdict }) => verdict === "supported"),
  );
  return { supported: supported.length, claims: claims.length };
}
