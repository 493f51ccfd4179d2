import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An OpenAI-compatible embeddings API on loopback: the same vector for the same text, and a count of the texts. */
export async function startEmbeddingServer(options: { dimensions?: number; delayMs?: number } = {}) {
  const dimensions = options.dimensions ?? 64;
  const counted = { texts: 0 };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { input } = JSON.parse(body) as { input: string[] };
      counted.texts += input.length;
      const data = input.map((text, index) => ({ index, embedding: vectorOf(text, dimensions) }));
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
