import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * An OpenAI-compatible embeddings API on loopback: the same vector for the same model and text, and the texts it was given.
 * `dimensions` may differ by model; a model in `refused` is answered with that status.
 */
export async function startEmbeddingServer(
  options: { dimensions?: number | Record<string, number>; delayMs?: number } = {},
) {
  const dimensionsOf = (model: string) =>
    (typeof options.dimensions === "number" ? options.dimensions : options.dimensions?.[model]) ?? 64;
  const counted = { texts: 0, byModel: {} as Record<string, string[]> };
  const refused = new Map<string, number>();
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { input, model } = JSON.parse(body) as { input: string[]; model: string };
      const status = refused.get(model);
      if (status !== undefined) {
        response.writeHead(status).end("{}");
        return;
      }
      counted.texts += input.length;
      counted.byModel[model] = [...(counted.byModel[model] ?? []), ...input];
      const dimensions = dimensionsOf(model);
      const data = input.map((text, index) => ({
        index,
        embedding: vectorOf(`${model} ${text}`, dimensions),
      }));
      setTimeout(
        () => response.setHeader("content-type", "application/json").end(JSON.stringify({ data })),
        options.delayMs ?? 0,
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    counted,
    refused,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Numbers drawn from the hash of a text. */
function vectorOf(text: string, dimensions: number): number[] {
  const vector: number[] = [];
  for (let block = 0; vector.length < dimensions; block++) {
    for (const byte of createHash("sha256").update(`${block}:${text}`).digest())
      vector.push((byte - 127.5) / 127.5);
  }
  return vector.slice(0, dimensions);
}
