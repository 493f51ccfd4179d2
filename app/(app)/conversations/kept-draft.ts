import { z } from "zod";

const draftSchema = z.object({
  text: z.string().max(20_000),
  /** Where to look, when it was changed and not asked with yet. */
  context: z
    .object({
      repositoryIds: z.array(z.string()).max(100).optional(),
      files: z
        .array(z.object({ repositoryId: z.string(), path: z.string() }))
        .max(20)
        .optional(),
      folderIds: z.array(z.string()).max(100).optional(),
      documentIds: z.array(z.string()).max(20).optional(),
    })
    .optional(),
});

/** What was begun in a composer and not sent. */
export type KeptDraft = z.infer<typeof draftSchema>;

const PREFIX = "carrel.draft.";

/** Drafts are each person's own, in this browser only: the next person at the same machine sees none of them. */
export const draftKey = (of: { organizationId: string; personId: string; conversationId: string }): string =>
  `${PREFIX}${of.organizationId}.${of.personId}.${of.conversationId}`;

/** The draft under a key; undefined when there is none, or none that can be read. */
export function readDraft(key: string): KeptDraft | undefined {
  try {
    const parsed = draftSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft; one without words and without a changed context is forgotten. */
export function keepDraft(key: string, draft: KeptDraft): void {
  // A browser may forbid storage, or hold it full: then nothing is kept.
  try {
    if (draft.text === "" && draft.context === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {}
}

/** Forgets every draft of this browser: when somebody signs out. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {}
}
