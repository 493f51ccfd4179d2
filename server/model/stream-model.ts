import {
  APICallError,
  type LanguageModel,
  type ModelMessage,
  streamText,
  type ToolSet,
  tool,
  zodSchema,
} from "ai";
import type { z } from "zod";
import { explainFailure } from "./explain-failure";
import { ModelError } from "./model-error";

export interface ModelCall {
  model: LanguageModel;
  /** How messages name the model. */
  apiModelId: string;
  system: string;
  messages: ModelMessage[];
  /** By name. None is run here: a call is handed to whoever reads the stream. */
  tools?: Record<string, ModelTool> | undefined;
  maxOutputTokens?: number | undefined;
  signal?: AbortSignal | undefined;
  /** The longest silence, before the first token and between two. Default one minute. */
  silenceMs?: number | undefined;
  /** How often a busy or failing server is asked again while nothing has come. Default 3. */
  retries?: number | undefined;
}

export interface ModelTool {
  description: string;
  inputSchema: z.ZodType;
}

export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  /** The provider did not say; the figures come from the length of the texts. */
  isEstimated: boolean;
}

export type ModelPart =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "tool-call"; id: string; name: string; input: unknown; isInvalid: boolean }
  | { type: "finish"; usage: TokenUsage; stopReason: string };

const LONGEST_PAUSE_MS = 20_000;

/**
 * What a model answers, part by part; the last part is `finish`. Throws `ModelError` where the provider fails, and the
 * signal's reason when it was aborted. A busy server is asked again as long as no part has come.
 */
export async function* streamModel(call: ModelCall): AsyncGenerator<ModelPart, void, undefined> {
  for (let attempt = 0; ; attempt++) {
    let hasCome = false;
    try {
      for await (const part of streamOnce(call)) {
        hasCome = true;
        yield part;
      }
      return;
    } catch (error) {
      call.signal?.throwIfAborted();
      const pauseMs = hasCome ? undefined : pauseBefore(error, attempt, call.retries ?? 3);
      if (pauseMs === undefined) throw explainFailure(error, call.apiModelId);
      await pause(pauseMs, call.signal);
    }
  }
}

async function* streamOnce(call: ModelCall): AsyncGenerator<ModelPart, void, undefined> {
  const silence = watchSilence(call);
  const signals = call.signal ? [silence.signal, call.signal] : [silence.signal];
  let text = "";
  try {
    const { fullStream } = streamText({
      model: call.model,
      instructions: call.system,
      messages: call.messages,
      maxRetries: 0,
      abortSignal: AbortSignal.any(signals),
      // The stream itself carries the error; without a handler it is printed too.
      onError: () => {},
      ...(call.tools ? { tools: toolSetOf(call.tools) } : {}),
      ...(call.maxOutputTokens === undefined ? {} : { maxOutputTokens: call.maxOutputTokens }),
    });
    for await (const part of fullStream) {
      silence.heard();
      switch (part.type) {
        case "text-delta":
        case "reasoning-delta": {
          // Postgres stores no NUL.
          const clean = part.text.replaceAll("\0", "");
          if (clean === "") break;
          text += clean;
          yield { type: part.type === "text-delta" ? "text" : "reasoning", text: clean };
          break;
        }
        case "tool-call":
          yield {
            ...{ type: "tool-call", id: part.toolCallId, name: part.toolName, input: part.input },
            isInvalid: part.invalid === true,
          };
          break;
        case "finish":
          yield {
            ...{ type: "finish", stopReason: part.finishReason },
            usage: readUsage(part.totalUsage, { call, text }),
          };
          break;
        case "error":
          throw part.error;
        case "abort":
          throw silence.signal.aborted ? silence.signal.reason : new DOMException("Stopped", "AbortError");
      }
    }
    silence.signal.throwIfAborted();
  } finally {
    silence.end();
  }
}

function toolSetOf(tools: Record<string, ModelTool>): ToolSet {
  const entries = Object.entries(tools).map(([name, { description, inputSchema }]) => [
    name,
    tool({ description, inputSchema: zodSchema(inputSchema) }),
  ]);
  // The library's own types do not fit each other under exactOptionalPropertyTypes.
  return Object.fromEntries(entries) as ToolSet;
}

/** Aborts when nothing is heard for too long. */
function watchSilence({ silenceMs = 60_000, apiModelId }: ModelCall) {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const seconds = Math.round(silenceMs / 1000);
    controller.abort(
      new ModelError(
        "timeout",
        `${apiModelId} said nothing for ${seconds} s. What had come is kept; try again.`,
      ),
    );
  }, silenceMs);
  return {
    signal: controller.signal,
    heard: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

function readUsage(
  usage: {
    inputTokens: number | undefined;
    outputTokens: number | undefined;
    inputTokenDetails: { cacheReadTokens: number | undefined };
  },
  { call, text }: { call: ModelCall; text: string },
): TokenUsage {
  if (usage.inputTokens === undefined && usage.outputTokens === undefined) return estimateUsage(call, text);
  return {
    ...{ inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 },
    cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
    isEstimated: false,
  };
}

/** Four characters a token: for calls that broke off, and servers that do not count. */
export function estimateUsage(
  { system, messages }: Pick<ModelCall, "system" | "messages">,
  text: string,
): TokenUsage {
  const sent = system.length + JSON.stringify(messages).length;
  return {
    ...{ inputTokens: Math.ceil(sent / 4), outputTokens: Math.ceil(text.length / 4) },
    ...{ cachedInputTokens: 0, isEstimated: true },
  };
}

/** Milliseconds until a busy server is asked again, as it wishes, or undefined when it is not. */
function pauseBefore(error: unknown, attempt: number, retries: number): number | undefined {
  if (attempt >= retries || !APICallError.isInstance(error)) return undefined;
  const { statusCode, responseHeaders } = error;
  if (statusCode !== 429 && !(statusCode !== undefined && statusCode >= 500)) return undefined;
  const seconds = Number(responseHeaders?.["retry-after"]);
  const wished = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 500 * 2 ** attempt;
  return wished > LONGEST_PAUSE_MS ? undefined : wished;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", stop, { once: true });
    function done() {
      signal?.removeEventListener("abort", stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal?.reason);
    }
  });
}
