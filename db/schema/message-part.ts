import { z } from "zod";
import { knowledgeCategories } from "./knowledge-part";

/** What a step of a plan does. `input` is what it works on: a text to look for, a file to read, a question. */
export const stepKinds = ["search", "read", "answer", "write_note", "write_knowledge"] as const;

export const planStepSchema = z
  .object({
    kind: z.enum(stepKinds),
    title: z
      .string()
      .trim()
      .min(1, "Give every step a title.")
      .max(200, "A step's title has at most 200 characters."),
    input: z.union([
      z.string().max(4_000, "A step's input has at most 4,000 characters."),
      z.record(z.string().max(100), z.json()),
    ]),
  })
  // Whoever confirms the plan confirms under what its entry will stand.
  .refine(({ kind, input }) => kind !== "write_knowledge" || categoryOf(input) !== undefined, {
    message: "Choose a category for the entry that the step writes.",
    path: ["input"],
  });

/** The category of the entry that a `write_knowledge` step writes; undefined of anything else. */
export const categoryOf = (input: unknown) =>
  z.object({ category: z.enum(knowledgeCategories) }).safeParse(input).data?.category;

/** What the assistant proposes and a person confirms. The steps run in their order. */
export const planSchema = z.object({
  goal: z
    .string()
    .trim()
    .min(1, "Say what the plan is to reach.")
    .max(2_000, "A goal has at most 2,000 characters."),
  steps: z
    .array(planStepSchema)
    .min(1, "A plan has at least one step.")
    .max(20, "A plan has at most 20 steps."),
  expectedEffects: z.array(z.string().max(500)).max(20),
  /** How many calls of a model its steps may make, and what they may cost in US dollars as a decimal number. */
  budget: z.object({
    requests: z.number().int().min(0).max(100),
    cost: z.string().regex(/^\d{1,4}(\.\d{1,6})?$/, "A cost is a number of dollars, such as 0.25."),
  }),
});

export type Plan = z.infer<typeof planSchema>;
export type PlanStep = z.infer<typeof planStepSchema>;

/** A message is a sequence of these. The citations of a claim are rows of their own, found by `index`. */
export const messagePartSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({
    type: z.literal("claim"),
    index: z.number().int().min(0),
    text: z.string(),
    isQuotation: z.boolean().optional(),
  }),
  z.object({ type: z.literal("plan"), plan: planSchema }),
  z.object({ type: z.literal("note"), noteId: z.string(), title: z.string() }),
  // What is proposed for a repository's knowledge; whether it is still there, only a look can tell.
  z.object({
    type: z.literal("knowledge"),
    entryId: z.string(),
    repositoryId: z.string(),
    category: z.enum(knowledgeCategories),
    title: z.string(),
  }),
]);

export type MessagePart = z.infer<typeof messagePartSchema>;

/** The words of a message, as they are searched, copied and exported. */
export const textOfParts = (parts: readonly MessagePart[]): string =>
  parts
    .map((part) => {
      if (part.type === "plan") return part.plan.goal;
      return part.type === "note" || part.type === "knowledge" ? part.title : part.text;
    })
    .filter((text) => text.trim() !== "")
    .join("\n\n");

/**
 * Where a conversation looks: repositories and folders of documents (none of either means everything), and the files and
 * documents that are always given.
 */
export const conversationContextSchema = z.object({
  repositoryIds: z.array(z.string().min(1).max(100)).max(100).optional(),
  files: z
    .array(z.object({ repositoryId: z.string().min(1).max(100), path: z.string().min(1).max(4_096) }))
    .max(20, "At most 20 files can be pinned.")
    .optional(),
  folderIds: z.array(z.string().min(1).max(100)).max(100).optional(),
  documentIds: z.array(z.string().min(1).max(100)).max(20, "At most 20 documents can be pinned.").optional(),
});

export type ConversationContext = z.infer<typeof conversationContextSchema>;
