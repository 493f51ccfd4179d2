import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import type { Answer, Passage } from "@/server/answer/answer";
import { composeAnswer } from "@/server/answer/compose-answer";
import { keepBest } from "@/server/answer/keep-best";
import { lookCloser } from "@/server/answer/look-closer";
import { findPassages } from "@/server/search/find-passages";
import { listSearchable } from "@/server/search/queries";
import type { SearchScope } from "@/server/search/scope-queries";
import type { Person } from "@/tests/support/sign-up";

/** Asks the assistant without a model, as the product does: find, look closer, compose. */
export async function openAssistant({ organizationId, userId }: Person) {
  const inSnapshot = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, userId }, work, { mode: "snapshot" });
  const searchable = await inSnapshot((tx) => listSearchable(tx));
  const reader = getEmbedder();
  const published = namesOf(searchable);
  /** Without `repositoryId` across all of them. */
  return async (text: string, repositoryId?: string): Promise<{ answer: Answer; passages: Passage[] }> => {
    const chosen = searchable.filter(({ id }) => repositoryId === undefined || id === repositoryId);
    const scope: SearchScope = {
      ...{ organizationId, published, language: null, fileIds: null },
      ...namesOf(chosen),
    };
    const [vector = null] = await reader.embed([text], "query");
    const found = await inSnapshot((tx) => findPassages(tx, scope, { text, vector, model: reader.model }));
    const passages = keepBest(text, await lookCloser(found, vector, reader));
    return { answer: composeAnswer({ question: text, passages }), passages };
  };
}

const namesOf = (repositories: { id: string; generation: number }[]) => ({
  repositoryIds: repositories.map((one) => one.id),
  generations: repositories.map((one) => one.generation),
});
