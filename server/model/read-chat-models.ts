import type { ModelSeed } from "../../db/seed-models";

interface Given {
  CHAT_PROVIDER: ModelSeed["provider"];
  CHAT_BASE_URL?: string | undefined;
  CHAT_API_KEY?: string | undefined;
  CHAT_MODEL?: string | undefined;
  CHAT_PRICE?: string | undefined;
  CHAT_SMALL_MODEL?: string | undefined;
  CHAT_SMALL_PRICE?: string | undefined;
  CHAT_CONTEXT_WINDOW?: number | undefined;
  CHAT_MAX_OUTPUT_TOKENS?: number | undefined;
}

const UNITS = ["input_token", "output_token", "cached_input_token"] as const;

/** The configured language models, the large one first; none is a mode of its own. Throws with what is missing. */
export function readChatModels(given: Given): ModelSeed[] {
  const { CHAT_MODEL: large, CHAT_SMALL_MODEL: small } = given;
  const isHosted = given.CHAT_PROVIDER !== "openai-compatible";
  if (large === undefined) {
    if (given.CHAT_BASE_URL !== undefined || small !== undefined || isHosted) {
      throw new Error("A chat model is half configured: CHAT_MODEL must name it. See .env.example.");
    }
    return [];
  }
  if (!isHosted && given.CHAT_BASE_URL === undefined)
    throw new Error("CHAT_MODEL is set, so CHAT_BASE_URL must say where it is. See .env.example.");
  if (isHosted && given.CHAT_API_KEY === undefined)
    throw new Error(`CHAT_PROVIDER is ${given.CHAT_PROVIDER}, which needs CHAT_API_KEY. See .env.example.`);
  const seed = (apiModelId: string, price: string | undefined): ModelSeed => ({
    provider: given.CHAT_PROVIDER,
    apiModelId,
    displayName: apiModelId.split("/").at(-1) ?? apiModelId,
    contextWindow: given.CHAT_CONTEXT_WINDOW ?? null,
    maxOutputTokens: given.CHAT_MAX_OUTPUT_TOKENS ?? null,
    prices: (price?.split("/") ?? []).flatMap((amount, index) => {
      const unit = UNITS[index];
      return unit ? [{ unit, price: amount }] : [];
    }),
  });
  const models = [seed(large, given.CHAT_PRICE)];
  if (small !== undefined && small !== large) models.push(seed(small, given.CHAT_SMALL_PRICE));
  return models;
}
