import { EMBEDDING_TEXT_VERSION } from "../indexing/embedding-text.ts";

/**
 * The name that stands beside every vector: the model, and the version of the text it was given
 * (`all-MiniLM-L6-v2/int8-3;text-2`, `text-embedding-3-large@1024;text-2`).
 */
export const nameModel = (questionModel: string): string => `${questionModel};text-${EMBEDDING_TEXT_VERSION}`;

/**
 * What embeds a question for a model's vectors: the model without the version of the chunks' text, which no question goes
 * through. Vectors of two names that share it may stand in one list.
 */
export const questionModelOf = (model: string): string => model.replace(/;text-\d+$/, "");

export const sharesQuestions = (one: string, other: string): boolean =>
  questionModelOf(one) === questionModelOf(other);

/** Of a server's model, what to ask it for; undefined for the built-in models, which no server has. */
export function readServerModel(
  model: string,
): { model: string; dimensions: number | undefined } | undefined {
  const name = questionModelOf(model);
  if (/^(all-MiniLM-L6-v2|minilm-[0-9a-f]{12})\/(int8|fp32)-\d+$/.test(name)) return undefined;
  const [, base = name, dimensions] = /^(.+)@(\d+)$/.exec(name) ?? [];
  return { model: base, dimensions: dimensions === undefined ? undefined : Number(dimensions) };
}
