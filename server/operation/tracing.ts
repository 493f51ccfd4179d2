import { env } from "@/server/env";
import { log } from "@/server/log";

const holder = globalThis as typeof globalThis & { carrelTraces?: { end: () => Promise<void> } };

/** Makes traces from now on when OTEL_EXPORTER_OTLP_ENDPOINT names a collector; else not even the packages are loaded. */
export async function startTracing(): Promise<void> {
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined || holder.carrelTraces) return;
  const { makeTraces } = await import("./make-traces");
  holder.carrelTraces = makeTraces({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    serviceName: env.OTEL_SERVICE_NAME,
  });
}

/** Sends what has not been sent yet. A collector that is away must not keep the process. */
export async function endTracing(): Promise<void> {
  await holder.carrelTraces
    ?.end()
    .catch((error: unknown) => log.warn({ err: error }, "The last traces could not be sent"));
}
