import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});
export type ModelRequest = z.infer<typeof requestSchema>;

/** What the server does with one request; the text is sent in pieces of a word. */
export type Scene =
  | { kind: "answer"; text: string; pauseMs?: number; withoutUsage?: boolean }
  | { kind: "tool"; name: string; input: string }
  | { kind: "hang"; after?: string }
  | { kind: "status"; status: number; retryAfter?: string; body?: string }
  | { kind: "fail_midway"; text: string }
  | { kind: "cut"; text: string }
  | { kind: "long_line"; bytes: number }
  | { kind: "junk" };

/** Answers a request by what stands in it: for a model that obeys everything it reads. */
export type Script = Scene[] | ((request: ModelRequest, count: number) => Scene);

export interface ModelServer {
  /** Up to and without `/chat/completions`. */
  baseUrl: string;
  requests: ModelRequest[];
  /** What the next requests get; the last scene of a list stays. */
  play(script: Script): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on a free port that does what the script says, well or badly, over real sockets. */
export async function startModelServer(script: Script): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let playing = script;
  let count = 0;
  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      requests.push(asked);
      const scene =
        typeof playing === "function" ? playing(asked, count) : playing[Math.min(count, playing.length - 1)];
      count++;
      if (!scene) throw new Error("The script of the model server is empty.");
      return perform(scene, response, asked.model);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    play: (next) => {
      playing = next;
      count = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<ModelRequest> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return requestSchema.parse(JSON.parse(Buffer.concat(parts).toString("utf8")));
}

async function perform(scene: Scene, response: ServerResponse, model: string): Promise<void> {
  if (scene.kind === "status") {
    const retry = scene.retryAfter === undefined ? {} : { "retry-after": scene.retryAfter };
    response.writeHead(scene.status, { "content-type": "application/json", ...retry });
    response.end(scene.body ?? JSON.stringify({ error: { message: "scripted" } }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value: unknown) =>
    response.write(`data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`);
  const delta = (content: unknown, finishReason: string | null = null) =>
    send({
      ...{ id: "scripted", object: "chat.completion.chunk", created: 1, model },
      choices: [{ index: 0, delta: content, finish_reason: finishReason }],
    });
  const words = async (text: string, pauseMs = 0) => {
    for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
      if (response.destroyed) return;
      delta({ content: word });
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const finish = (reason: string, withoutUsage = false) => {
    delta({}, reason);
    const usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };
    if (!withoutUsage)
      send({ id: "scripted", object: "chat.completion.chunk", created: 1, model, choices: [], usage });
    send("[DONE]");
    response.end();
  };
  switch (scene.kind) {
    case "answer":
      await words(scene.text, scene.pauseMs);
      return finish("stop", scene.withoutUsage);
    case "tool":
      delta({
        tool_calls: [
          {
            index: 0,
            id: `call-${Date.now()}`,
            type: "function",
            function: { name: scene.name, arguments: scene.input },
          },
        ],
      });
      return finish("tool_calls");
    case "hang":
      await words(scene.after ?? "");
      return;
    case "fail_midway":
      await words(scene.text);
      send({ error: { message: "scripted failure", type: "server_error", code: 500 } });
      return void response.end();
    case "cut":
      await words(scene.text);
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.destroy();
      return;
    case "long_line":
      response.end(`data: ${"x".repeat(scene.bytes)}\n\n`);
      return;
    case "junk":
      send("{not json");
      return void response.end();
  }
}
