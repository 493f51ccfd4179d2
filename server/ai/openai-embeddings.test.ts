import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { EmbeddingError } from "./embedding-error.ts";
import { embedWithOpenAi, type OpenAiConfig } from "./openai-embeddings.ts";

interface Asked {
  path: string | undefined;
  authorization: string | undefined;
  body: { model: string; input: string[]; dimensions?: number };
}
type Answer = (response: ServerResponse, asked: Asked, count: number) => void;

const KEY = "sk-very-secret-key";
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A real server that answers the n-th request with the n-th answer, and with the last from then on. */
async function serve(...answers: Answer[]): Promise<{ config: OpenAiConfig; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = "";
    for await (const part of request) text += part;
    const { url, headers } = request;
    const one = { path: url, authorization: headers.authorization, body: JSON.parse(text) };
    asked.push(one);
    answers[Math.min(asked.length, answers.length) - 1]?.(response, one, asked.length);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  return { config: { baseUrl, apiKey: KEY, model: "m", retries: 2, timeoutMs: 5_000 }, asked };
}

const json =
  (body: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const vectors = (...embeddings: unknown[]) =>
  json({ data: embeddings.map((embedding, index) => ({ index, embedding })) });
/** For each text its length and 1. */
const lengths: Answer = (response, asked, count) =>
  vectors(...asked.body.input.map((text) => [text.length, 1]))(response, asked, count);
const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(`{"error":"your key ${KEY} is no good"}`);

async function failure(config: OpenAiConfig, signal?: AbortSignal): Promise<EmbeddingError> {
  const error: unknown = await embedWithOpenAi(config, ["one", "two"], signal).catch((thrown) => thrown);
  if (!(error instanceof EmbeddingError)) throw new Error("No EmbeddingError was thrown", { cause: error });
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    expect(`${at.message} ${at.stack}`).not.toContain("secret");
  }
  return error;
}

describe("a server that answers", () => {
  test("gets the model, the texts and the key, and its vectors come back as unit vectors in order", async () => {
    const shuffled = json({
      data: [
        { index: 1, embedding: [0, 5] },
        { index: 0, embedding: [3, 4] },
      ],
    });
    const { config, asked } = await serve(shuffled);
    const [first, second] = await embedWithOpenAi(config, ["one", "two"]);
    expect([...(first ?? [])].map((value) => value.toFixed(2))).toEqual(["0.60", "0.80"]);
    expect([...(second ?? [])]).toEqual([0, 1]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ path: "/v1/embeddings", authorization: `Bearer ${KEY}` });
    expect(asked[0]?.body).toEqual({ model: "m", input: ["one", "two"], encoding_format: "float" });
  });

  test("without a key gets no authorization", async () => {
    const { config, asked } = await serve(lengths);
    await embedWithOpenAi({ ...config, apiKey: undefined }, ["one"]);
    expect(asked[0]?.authorization).toBeUndefined();
  });

  test("is asked in batches, whose vectors keep the order of the texts", async () => {
    const { config, asked } = await serve(lengths);
    const texts = Array.from({ length: 150 }, (_, i) => "x".repeat(i + 1));
    const found = await embedWithOpenAi(config, texts);
    expect(asked.map(({ body }) => body.input.length)).toEqual([64, 64, 22]);
    expect(found.map(([x = 0, y = 1]) => Math.round(x / y))).toEqual(texts.map((text) => text.length));
  });

  test("never gets an empty text or an endless one, for which it would refuse the whole batch", async () => {
    const { config, asked } = await serve(lengths);
    await embedWithOpenAi(config, ["", "y".repeat(100_000)]);
    expect(asked[0]?.body.input.map((text) => text.length)).toEqual([1, 8_000]);
  });

  test("may write its vectors in base64", async () => {
    const bytes = Buffer.from(Float32Array.of(0, 2, 0).buffer);
    const { config } = await serve(vectors(bytes.toString("base64")));
    expect(await embedWithOpenAi(config, ["one"])).toEqual([Float32Array.of(0, 1, 0)]);
  });

  test("is asked for the configured dimensions and held to them", async () => {
    const { config, asked } = await serve(vectors([1, 2, 3], [1, 2, 3]));
    const error = await failure({ ...config, dimensions: 2 });
    expect(asked[0]?.body.dimensions).toBe(2);
    expect(error.code).toBe("wrong_dimension");
    expect(error.message).toContain("3 dimensions where 2 were expected. Set EMBEDDING_DIMENSIONS");
  });
});

describe("a server that answers nonsense is refused by what is wrong with it", () => {
  const cases: [what: string, answer: Answer, code: string, message: RegExp][] = [
    ["a web page", (r) => r.end("<html>hello</html>"), "bad_answer", /not JSON/],
    ["NaN", (r) => r.end('{"data":[{"index":0,"embedding":[NaN]}]}'), "bad_answer", /not JSON/],
    ["null for a number", vectors([1, null], [1, 2]), "bad_answer", /unknown form/],
    ["NaN in base64", vectors("AADAfwAAwH8=", "AADAfwAAwH8="), "bad_answer", /no numbers/],
    ["zeros", vectors([0, 0], [1, 2]), "bad_answer", /zeros/],
    ["another form", json({ embeddings: [[1, 2]] }), "bad_answer", /unknown form/],
    ["too few vectors", vectors([1, 2]), "bad_answer", /1 vectors for 2 texts/],
    ["too many vectors", vectors([1], [2], [3]), "bad_answer", /3 vectors for 2 texts/],
    [
      "one text's vector twice",
      json({
        data: [
          { index: 1, embedding: [1] },
          { index: 1, embedding: [2] },
        ],
      }),
      "bad_answer",
      /numbered its vectors wrongly/,
    ],
    ["vectors of unlike length", vectors([1, 2], [1, 2, 3]), "wrong_dimension", /3 dimensions where 2/],
    [
      "more dimensions than are stored",
      vectors(new Array(2000).fill(1), new Array(2000).fill(1)),
      "wrong_dimension",
      /cannot be cut/,
    ],
  ];
  test.each(cases)("%s", async (_, answer, code, message) => {
    const { config, asked } = await serve(answer);
    const error = await failure(config);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(asked).toHaveLength(1);
  });
});

describe("a server that refuses", () => {
  test.each([
    [401, "unauthorized", /refused the key \(401\). Check EMBEDDING_API_KEY/],
    [403, "unauthorized", /refused the key \(403\)/],
    [404, "unknown_model", /does not know the model m or the address. Check EMBEDDING_MODEL/],
    [400, "server_error", /answered with an error \(400\)/],
  ] as const)("with %i is not asked again, and the message says what to check", async (status, code, text) => {
    const { config, asked } = await serve(refuse(status));
    const error = await failure(config);
    expect(error).toMatchObject({ code, message: expect.stringMatching(text) });
    expect(asked).toHaveLength(1);
  });

  test("for being asked too often is asked again when it said, in seconds or by date", async () => {
    // The pause of its own choice would be half a second.
    for (const inSeconds of [true, false]) {
      const soon = Math.floor((Date.now() + 2_000) / 1_000) * 1_000;
      const until = inSeconds ? Date.now() + 990 : soon;
      const { config, asked } = await serve(
        refuse(429, { "retry-after": inSeconds ? "1" : new Date(soon).toUTCString() }),
        lengths,
      );
      expect(await embedWithOpenAi(config, ["one"])).toHaveLength(1);
      expect(Date.now()).toBeGreaterThanOrEqual(until);
      expect(asked).toHaveLength(2);
    }
  });

  test("again and again is given up after the retries", async () => {
    const { config, asked } = await serve(refuse(429));
    const error = await failure({ ...config, retries: 1 });
    expect(error.code).toBe("rate_limited");
    expect(asked).toHaveLength(2);
  });

  test("with 503 once is asked again", async () => {
    const { config, asked } = await serve(refuse(503), lengths);
    expect(await embedWithOpenAi(config, ["one"])).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  test("by sending elsewhere is not followed, so the key goes nowhere else", async () => {
    const other = await serve(lengths);
    const { config } = await serve(refuse(307, { location: `${other.config.baseUrl}embeddings` }));
    expect((await failure(config)).code).toBe("unreachable");
    expect(other.asked).toHaveLength(0);
  });
});

describe("no answer", () => {
  test("from a closed port says that the server cannot be reached", async () => {
    const { config } = await serve(lengths);
    for (const close of closing.splice(0)) close();
    const error = await failure(config);
    expect(error.code).toBe("unreachable");
    expect(error.message).toContain("Check EMBEDDING_BASE_URL");
  });

  test("from a server that hangs up says so too", async () => {
    const { config } = await serve((response) => response.destroy());
    expect((await failure(config)).code).toBe("unreachable");
  });

  test.each([
    ["at all", (() => {}) as Answer],
    ["after the headers", ((response) => response.writeHead(200).write('{"data":[')) as Answer],
  ])("in time %s is given up", async (_, answer) => {
    const { config } = await serve(answer);
    expect((await failure({ ...config, timeoutMs: 200 })).code).toBe("timeout");
  });

  test("is waited for no longer once the caller has gone, not even between two tries", async () => {
    for (const answer of [() => {}, refuse(429, { "retry-after": "20" })] as Answer[]) {
      const { config } = await serve(answer);
      const reason = new Error("gone");
      const gone = new AbortController();
      setTimeout(() => gone.abort(reason), 100);
      const started = performance.now();
      await expect(embedWithOpenAi(config, ["one"], gone.signal)).rejects.toBe(reason);
      expect(performance.now() - started).toBeLessThan(3_000);
    }
  });
});

test("a key that no header can hold is refused without being shown", async () => {
  const { config, asked } = await serve(lengths);
  const error = await failure({ ...config, apiKey: `${KEY}\nsecond line` });
  expect(error.code).toBe("unauthorized");
  expect(asked).toHaveLength(0);
});
