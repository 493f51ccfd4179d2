import http from "node:http";

/**
 * Asks an address over kept connections, `concurrency` at a time, for `durationMs`; gives answers a second. Throws at the
 * first answer that is not 200 or does not hold `mark`.
 */
export async function answersPerSecond(
  url: string,
  options: { headers: Record<string, string>; concurrency: number; durationMs: number; mark: string },
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.concurrency });
  const startedMs = performance.now();
  const endMs = startedMs + options.durationMs;
  let count = 0;
  await Promise.all(
    Array.from({ length: options.concurrency }, async () => {
      while (performance.now() < endMs) {
        const { status, body } = await ask(url, { agent, headers: options.headers });
        if (status !== 200 || !body.includes(options.mark))
          throw new Error(`${url} answered ${status}: ${body.slice(0, 300)}`);
        count += 1;
      }
    }),
  );
  agent.destroy();
  return count / ((performance.now() - startedMs) / 1000);
}

function ask(url: string, options: http.RequestOptions): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, options, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
        response.on("error", reject);
      })
      .on("error", reject);
  });
}
