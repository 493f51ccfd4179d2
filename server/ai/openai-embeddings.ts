import { z } from "zod";
import { EmbeddingError } from "./embedding-error.ts";
import { fitVector, isMatryoshka } from "./fit-vector.ts";

export interface OpenAiConfig {
  /** Up to and without `/embeddings`, such as `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  /** Asked of the server, and checked in its answers. */
  dimensions?: number | undefined;
  /** The operator vouches that vectors of this model may be cut. */
  isMatryoshka?: boolean | undefined;
  timeoutMs?: number | undefined;
  /** How often a busy or failing server is asked again. */
  retries?: number | undefined;
}

const TEXTS_PER_REQUEST = 64;
// OpenAI refuses a whole request for one text above 8,191 tokens, and code has hardly ever one a character.
const LONGEST_TEXT = 8_000;
const LONGEST_PAUSE_MS = 30_000;

const answerSchema = z.object({
  data: z.array(
    z.object({ index: z.number().int().min(0), embedding: z.union([z.array(z.number()), z.string()]) }),
  ),
});

/** Asks an OpenAI-compatible server for the vectors of `texts`, in order. Throws `EmbeddingError` with what to do. */
export async function embedWithOpenAi(
  config: OpenAiConfig,
  texts: string[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += TEXTS_PER_REQUEST) {
    vectors.push(...(await askAgain(config, texts.slice(start, start + TEXTS_PER_REQUEST), signal)));
  }
  return vectors;
}

async function askAgain(
  config: OpenAiConfig,
  texts: string[],
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(config, texts, signal);
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      if (attempt >= (config.retries ?? 4)) throw error.reason;
      await pause(Math.min(LONGEST_PAUSE_MS, error.retryAfterMs ?? 500 * 2 ** attempt), signal);
    }
  }
}

async function ask(config: OpenAiConfig, texts: string[], signal?: AbortSignal): Promise<Float32Array[]> {
  const { baseUrl, apiKey, model, dimensions } = config;
  // fetch would name the key in its error.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new EmbeddingError(
      "unauthorized",
      "EMBEDDING_API_KEY holds a space, a line break or another character that no key has. Set it again.",
    );
  }
  const timeout = AbortSignal.timeout(config.timeoutMs ?? 60_000);
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${baseUrl.replace(/\/+$/, "")}/embeddings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        // An empty text is refused too, with all the others of its request.
        input: texts.map((text) => text.slice(0, LONGEST_TEXT) || " "),
        encoding_format: "float",
        ...(dimensions === undefined ? {} : { dimensions }),
      }),
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      redirect: "error",
    });
    body = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    if (timeout.aborted) {
      throw new EmbeddingError(
        "timeout",
        `The embedding server at ${hostOf(baseUrl)} did not answer in time. Check that it is running and not overloaded, then try again.`,
      );
    }
    throw new EmbeddingError(
      "unreachable",
      `The embedding server at ${hostOf(baseUrl)} cannot be reached. Check EMBEDDING_BASE_URL and that the server is running, then try again.`,
      { cause },
    );
  }
  if (!response.ok) throw refusalOf(response, config);
  return readVectors(body, texts.length, config);
}

/** A refusal that may pass: asked again after a pause, then thrown as `reason`. */
class Busy extends Error {
  readonly reason: EmbeddingError;
  readonly retryAfterMs: number | undefined;
  constructor(reason: EmbeddingError, retryAfterMs: number | undefined) {
    super(reason.message);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

function refusalOf(response: Response, { baseUrl, model }: OpenAiConfig): Error {
  const server = `The embedding server at ${hostOf(baseUrl)}`;
  const { status } = response;
  if (status === 401 || status === 403) {
    return new EmbeddingError(
      "unauthorized",
      `${server} refused the key (${status}). Check EMBEDDING_API_KEY, then try again.`,
    );
  }
  if (status === 404) {
    return new EmbeddingError(
      "unknown_model",
      `${server} does not know the model ${model} or the address. Check EMBEDDING_MODEL and EMBEDDING_BASE_URL.`,
    );
  }
  if (status === 429) {
    const reason = new EmbeddingError(
      "rate_limited",
      `${server} is limiting requests (429), also after several tries. Wait a while or raise the limit there, then try again.`,
    );
    return new Busy(reason, readRetryAfterMs(response.headers.get("retry-after")));
  }
  const reason = new EmbeddingError(
    "server_error",
    `${server} answered with an error (${status}). Look at its log, then try again.`,
  );
  return status >= 500 ? new Busy(reason, undefined) : reason;
}

/** Seconds or a date, as RFC 9110 allows; a date that has passed and anything else count as not said. */
function readRetryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms > 0 ? ms : undefined;
}

function readVectors(
  body: string,
  expected: number,
  { baseUrl, model, dimensions, isMatryoshka: isVouchedFor }: OpenAiConfig,
): Float32Array[] {
  const bad = (what: string) =>
    new EmbeddingError(
      "bad_answer",
      `The embedding server at ${hostOf(baseUrl)} ${what}. Check that EMBEDDING_BASE_URL names an OpenAI-compatible embeddings API.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw bad("answered with something that is not JSON");
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) throw bad("answered in an unknown form");
  const rows = parsed.data.data.toSorted((a, b) => a.index - b.index);
  if (rows.length !== expected) throw bad(`answered with ${rows.length} vectors for ${expected} texts`);
  if (rows.some((row, place) => row.index !== place)) throw bad("numbered its vectors wrongly");
  const vectors = rows.map(({ embedding }) =>
    typeof embedding === "string" ? decodeBase64(embedding) : Float32Array.from(embedding),
  );
  const length = dimensions ?? vectors[0]?.length;
  const wrong = vectors.find((vector) => vector.length !== length);
  if (wrong) {
    throw new EmbeddingError(
      "wrong_dimension",
      `The embedding server answered with ${wrong.length} dimensions where ${length} were expected. Set EMBEDDING_DIMENSIONS to what ${model} gives, then try again.`,
    );
  }
  return vectors.map((vector) => fitVector(vector, model, isVouchedFor || isMatryoshka(model)));
}

function decodeBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % 4))).buffer);
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  });
}
