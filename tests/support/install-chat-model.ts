import type { ChatModel } from "@/server/model/chat-models";
import { seedModelsAsOwner } from "./seed-models-as-owner";

/** Lets this process answer with a model of the scripted server, at $1 and $2 for a million tokens. */
export async function installChatModel(
  server: { baseUrl: string },
  more: Partial<ChatModel> = {},
): Promise<ChatModel> {
  const model: ChatModel = {
    ...{ provider: "openai-compatible", apiModelId: "test/scripted", displayName: "scripted" },
    ...{ contextWindow: null, maxOutputTokens: null, baseUrl: server.baseUrl, apiKey: "sk-of-tests" },
    ...more,
  };
  const prices = [
    { unit: "input_token" as const, price: "1" },
    { unit: "output_token" as const, price: "2" },
  ];
  const { provider, apiModelId, displayName, contextWindow, maxOutputTokens } = model;
  await seedModelsAsOwner([{ provider, apiModelId, displayName, contextWindow, maxOutputTokens, prices }]);
  holdChatModels([model]);
  return model;
}

/** Answers by quoting again. */
export const removeChatModel = (): void => holdChatModels(undefined);

/** Lets this process choose among these models, the large one first. */
export function holdChatModels(models: ChatModel[] | undefined): void {
  (globalThis as typeof globalThis & { carrelChatModels?: ChatModel[] | undefined }).carrelChatModels =
    models;
}
