import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";

/** A running proxy; `url` is what NEON_PROXY_URL takes. */
export interface WebSocketProxy {
  url: string;
  stop(): Promise<void>;
}

/**
 * What Neon has before its servers: a proxy that carries Postgres' protocol inside WebSockets. In a thread of its own, because
 * the process that starts it compiles and reports tests meanwhile, and every statement would wait for that.
 */
export async function startWebSocketProxy(): Promise<WebSocketProxy> {
  const thread = new Worker(path.resolve("tests/support/neon/proxy-thread.ts"), { execArgv: [] });
  const [url]: unknown[] = await once(thread, "message");
  if (typeof url !== "string") throw new Error("The proxy did not say its address.");
  return {
    url,
    stop: async () => {
      await thread.terminate();
    },
  };
}
