import { withTenant } from "@/db/tenant";
import { embedderFor } from "@/server/ai/get-embedder";
import { composeAnswer } from "@/server/answer/compose-answer";
import { keepBest } from "@/server/answer/keep-best";
import { lookCloser } from "@/server/answer/look-closer";
import { readActiveModel } from "@/server/embedding/active-model";
import { embedQuestion } from "@/server/search/embed-question";
import { findPassages } from "@/server/search/find-passages";
import { parseQuery } from "@/server/search/parse-query";
import { resolveScope } from "@/server/search/resolve-scope";
import type { ComposedAnswer } from "./print-answer";

/** The answer of the assistant without a language model: read, close the transaction, look closer, compose. */
export async function composeFrom(
  person: { organizationId: string; userId: string },
  question: string,
): Promise<ComposedAnswer> {
  const { model } = await withTenant(person, (tx) => readActiveModel(tx));
  const parsed = parseQuery(question);
  const embedded = await embedQuestion(parsed.text, model);
  const found = await withTenant(
    person,
    async (tx) => {
      const scope = await resolveScope(tx, { organizationId: person.organizationId, parsed });
      return scope.isEmpty ? [] : findPassages(tx, scope, { ...embedded, text: parsed.text });
    },
    { mode: "snapshot" },
  );
  const reader = embedderFor(model);
  const closer = reader ? await lookCloser(found, embedded.vector, reader) : found;
  const passages = keepBest(parsed.text, closer);
  const { claims, nothingFound, introduction } = composeAnswer({ question: parsed.text, passages });
  const quotes = claims.flatMap(({ text, citations }) =>
    citations.flatMap(({ chunkId, quote, startChar }) => {
      const passage = passages.find((one) => one.chunkId === chunkId);
      if (!passage) return [];
      const before = passage.content.slice(0, startChar - passage.startChar);
      return [
        { text, path: passage.path, startLine: passage.startLine + before.split("\n").length - 1, quote },
      ];
    }),
  );
  return { introduction, nothingFound, quotes };
}
