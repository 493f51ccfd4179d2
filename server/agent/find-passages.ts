import type { ConversationContext } from "@/db/schema/message-part";
import { withTenant } from "@/db/tenant";
import { embedderFor } from "@/server/ai/get-embedder";
import type { Passage } from "@/server/answer/answer";
import { keepBest } from "@/server/answer/keep-best";
import { lookCloser } from "@/server/answer/look-closer";
import { readActiveModel } from "@/server/embedding/active-model";
import { embedQuestion } from "@/server/search/embed-question";
import { retrievePassages } from "@/server/search/retrieve-passages";

export interface Looker {
  organizationId: string;
  userId: string;
  /** The conversation's: what is shared is answered from what everybody in the organization may see. */
  audience: string;
}

/**
 * What a question is answered from, looked up as the person who asks, in short transactions of its own: none is held
 * while the embedding model works.
 */
export async function findPassages(
  looker: Looker,
  text: string,
  context: ConversationContext,
): Promise<Passage[]> {
  const scope = lookingAs(looker);
  const { model } = await withTenant(scope, readActiveModel);
  const question = await embedQuestion(text.slice(0, 2_000), model);
  const candidates = await withTenant(
    scope,
    (tx) =>
      retrievePassages(tx, {
        organizationId: looker.organizationId,
        text: text.slice(0, 2_000),
        question,
        repositoryIds: context.repositoryIds?.length ? context.repositoryIds : undefined,
        folderIds: context.folderIds?.length ? context.folderIds : undefined,
        files: context.files ?? [],
        documentIds: context.documentIds ?? [],
      }),
    { mode: "snapshot" },
  );
  const reader = embedderFor(question.model);
  const closer = reader ? await lookCloser(candidates, question.vector, reader) : candidates;
  return keepBest(text, closer);
}

/** An answer that everybody reads is looked up as nobody in particular: then only what is shared is visible. */
export const lookingAs = ({ organizationId, userId, audience }: Looker) => ({
  organizationId,
  userId: audience === "organization" ? "" : userId,
});
