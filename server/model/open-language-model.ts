import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModel } from "ai";
import { boundedFetch } from "./bounded-fetch";

export interface ModelAddress {
  provider: "openai-compatible" | "anthropic" | "google";
  /** Up to and without `/chat/completions`; the hosted providers have their own. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  /** As the provider names it. */
  apiModelId: string;
}

/** The model behind an address, asked through a bounded fetch. Nothing is sent before it is used. */
export function openLanguageModel({ provider, baseUrl, apiKey, apiModelId }: ModelAddress): LanguageModel {
  const given = {
    fetch: boundedFetch as typeof fetch,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl.replace(/\/+$/, "") }),
  };
  switch (provider) {
    case "anthropic":
      return createAnthropic(given)(apiModelId);
    case "google":
      return createGoogleGenerativeAI(given)(apiModelId);
    case "openai-compatible":
      return createOpenAICompatible({
        ...given,
        name: "openai-compatible",
        baseURL: given.baseURL ?? "",
        includeUsage: true,
      })(apiModelId);
  }
}
