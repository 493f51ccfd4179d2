import { TRPCError } from "@trpc/server";
import { chatModels } from "@/server/model/chat-models";

/** Throws BAD_REQUEST for a model that is not configured, or not any more; null and undefined take the first. */
export function requireModel(modelId: string | null | undefined): void {
  if (modelId === null || modelId === undefined) return;
  const ids = chatModels().map(({ apiModelId }) => apiModelId);
  if (ids.includes(modelId)) return;
  throw new TRPCError({
    code: "BAD_REQUEST",
    message:
      ids.length === 0
        ? "No model is configured, so none can be chosen: answers are quoted. Leave the model out."
        : `There is no model “${modelId}” here, or not any more. Choose one of these: ${ids.join(", ")}.`,
  });
}
