import { withTenant } from "@/db/tenant";
import type { ChatModel } from "@/server/model/chat-models";
import { ModelError } from "@/server/model/model-error";
import { openLanguageModel } from "@/server/model/open-language-model";
import {
  estimateUsage,
  type ModelCall,
  type ModelPart,
  streamModel,
  type TokenUsage,
} from "@/server/model/stream-model";
import { noteCall } from "@/server/usage/note-call";
import { recordCall } from "@/server/usage/record-call";
import { sumCalls } from "@/server/usage/sum-calls";
import type { AnswerEvent, AnswerInput } from "./answerer";
import { storableJson } from "./storable-json";
import { holdRequest } from "./tool-call-queries";

/** Tokens of one answer where nothing else is configured. */
export const DEFAULT_OUTPUT_TOKENS = 4_000;
export const DEFAULT_CONTEXT_TOKENS = 32_000;

const LONGEST_KEPT_CHARS = 200_000;

export type Asked = Pick<ModelCall, "system" | "messages" | "tools"> & {
  feature: "answer" | "plan" | "step" | "title" | "knowledge";
};

/** Whose calls they are, and who may read what was sent. */
type MeteredFor = Pick<AnswerInput, "organizationId" | "requestId" | "audience"> & { userId: string | null };

/** Calls of a model for one request: each is written into the ledger, however it ends, and added up. */
export class Meter {
  readonly model: ChatModel;
  readonly #input: MeteredFor;
  readonly #ids: string[] = [];
  #begun = 0;
  #total = { inputTokens: 0, outputTokens: 0, cost: "0" };
  /** Something has come from the model: the request counts. */
  hasCome = false;

  constructor(model: ChatModel, input: MeteredFor) {
    this.model = model;
    this.#input = input;
  }

  get usage(): Extract<AnswerEvent, { type: "usage" }> {
    return { type: "usage", ...this.#total };
  }

  /** What the model answers, as `streamModel` gives it. The call is in the ledger when this has ended or thrown. */
  async *call(asked: Asked, signal: AbortSignal): AsyncGenerator<ModelPart, void, undefined> {
    const { feature: _, ...sent } = asked;
    const { apiModelId, maxOutputTokens, contextWindow, silenceMs } = this.model;
    const startedMs = performance.now();
    const came = new Came();
    // While the model is asked: it takes no time from the first token.
    const noted = this.#note(asked);
    noted.catch(() => {});
    try {
      const parts = streamModel({
        ...{ ...sent, signal, silenceMs, apiModelId, model: openLanguageModel(this.model) },
        maxOutputTokens: maxOutputTokens ?? outputTokensWithin(contextWindow),
      });
      for await (const part of parts) {
        await noted;
        this.hasCome = true;
        came.take(part);
        yield part;
      }
    } catch (error) {
      came.stopReason = signal.aborted
        ? "cancelled"
        : `failed:${error instanceof ModelError ? error.reason : "internal"}`;
      throw error;
    } finally {
      await noted.catch(() => {});
      await this.#record(asked, came, performance.now() - startedMs);
    }
  }

  /** Should this process die in the middle, whoever settles the request knows of the call. */
  #note(asked: Asked): Promise<void> {
    const { organizationId, requestId } = this.#input;
    const { apiModelId } = this.model;
    const { inputTokens } = estimateUsage(asked, "");
    const call = { organizationId, requestId, apiModelId, feature: asked.feature, inputTokens };
    const number = ++this.#begun;
    return withTenant({ organizationId, as: "agent" }, (tx) => noteCall(tx, { ...call, number }));
  }

  async #record(asked: Asked, came: Came, latencyMs: number): Promise<void> {
    const { organizationId, requestId, userId } = this.#input;
    const { system, messages, tools, feature } = asked;
    const written = await withTenant({ organizationId, as: "agent" }, async (tx) => {
      const request = await holdRequest(tx, requestId);
      // Somebody thought this process dead, and has written the call down with the request's end.
      if (request?.failure === "interrupted") return undefined;
      const id = await recordCall(tx, {
        ...{ organizationId, userId, apiModelId: this.model.apiModelId, feature, latencyMs },
        // It may have been shared meanwhile, or deleted.
        audience: request?.audience ?? this.#input.audience,
        ...{ usage: came.usageOf(asked), stopReason: came.stopReason, correlationId: requestId },
        systemPrompt: system,
        request: storableJson({ messages, tools: Object.keys(tools ?? {}) }) as Record<string, unknown>,
        response: storableJson({ text: came.text, calls: came.calls }) as Record<string, unknown>,
        thinkingBlocks:
          came.thinking === "" ? null : (storableJson({ text: came.thinking }) as Record<string, unknown>),
      });
      return { id, total: await sumCalls(tx, [...this.#ids, id]) };
    });
    if (!written) return;
    this.#ids.push(written.id);
    this.#total = written.total;
  }
}

/** A window that is small leaves three quarters of it to what is asked. */
export const outputTokensWithin = (contextWindow: number | null): number =>
  Math.min(DEFAULT_OUTPUT_TOKENS, Math.floor((contextWindow ?? DEFAULT_CONTEXT_TOKENS) / 4));

/** What has come of one call so far. */
class Came {
  text = "";
  thinking = "";
  calls: { name: string; input: unknown }[] = [];
  // Whoever leaves the stream early has stopped it.
  stopReason = "cancelled";
  #usage: TokenUsage | undefined;
  #hasCome = false;

  take(part: ModelPart): void {
    this.#hasCome = true;
    if (part.type === "text") this.text = (this.text + part.text).slice(0, LONGEST_KEPT_CHARS);
    if (part.type === "reasoning") this.thinking = (this.thinking + part.text).slice(0, LONGEST_KEPT_CHARS);
    if (part.type === "tool-call") this.calls.push({ name: part.name, input: part.input });
    if (part.type === "finish") {
      this.#usage = part.usage;
      this.stopReason = part.stopReason;
    }
  }

  /** As the provider counts; estimated for a call that broke off, and nothing for one that was refused at the door. */
  usageOf(asked: Asked): TokenUsage {
    if (this.#usage) return this.#usage;
    const refused =
      /^failed:(unreachable|unauthorized|unknown_model|rate_limited|too_long|refused|server_error)$/;
    if (!this.#hasCome && refused.test(this.stopReason))
      return { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, isEstimated: true };
    return estimateUsage(asked, this.thinking + this.text + JSON.stringify(this.calls).slice(2));
  }
}
