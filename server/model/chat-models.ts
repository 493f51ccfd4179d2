import type { ModelSeed } from "@/db/seed-models";
import { env } from "@/server/env";
import type { ModelAddress } from "./open-language-model";

/** A configured language model and where it is asked. */
export interface ChatModel extends ModelAddress, Omit<ModelSeed, "prices" | "provider" | "apiModelId"> {
  /** The longest silence, in milliseconds; only tests set another than that of `streamModel`. */
  silenceMs?: number;
}

// Tests put the address of a scripted server here: the environment is read once, before its port is known.
const holder = globalThis as typeof globalThis & { carrelChatModels?: ChatModel[] | undefined };

/** The language models that answer, the large one first; none is a mode of its own. */
export function chatModels(): ChatModel[] {
  return (
    holder.carrelChatModels ??
    env.CHAT_MODELS.map(({ prices: _, ...model }) => ({
      ...model,
      ...{ baseUrl: env.CHAT_BASE_URL, apiKey: env.CHAT_API_KEY },
    }))
  );
}

/** The model for what is short and often: the last that is configured, which is the small one where there is one. */
export const smallChatModel = (): ChatModel | undefined => chatModels().at(-1);

/** The model with this id where it is configured, the first otherwise; undefined without any. */
export function chooseChatModel(apiModelId: string | null): ChatModel | undefined {
  const models = chatModels();
  return models.find((model) => model.apiModelId === apiModelId) ?? models[0];
}
