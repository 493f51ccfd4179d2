import type { TestProject } from "vitest/node";
import { startWebSocketProxy } from "./websocket-proxy";

/** The proxy between Neon's driver and the server that `postgres/global-setup` has started. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const proxy = await startWebSocketProxy();
  project.provide("neonProxyUrl", proxy.url);
  return proxy.stop;
}
