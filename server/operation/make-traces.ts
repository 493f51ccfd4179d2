import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { type SpanMaker, setSpanMaker } from "@/db/in-span";
import { describePath, kindOf } from "./describe-path";

const SEND_EVERY_MS = 2_000;
const SEND_WITHIN_MS = 3_000;

/**
 * Traces of HTTP requests, procedures, transactions, index slices and embedding calls, sent to a collector. They stay
 * outside of OpenTelemetry's global provider: Next and Better Auth would add spans with whole addresses, tokens of links
 * among them.
 */
export function makeTraces(options: { endpoint: string; serviceName: string }): { end: () => Promise<void> } {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": options.serviceName }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${options.endpoint.replace(/\/$/, "")}/v1/traces`,
          timeoutMillis: SEND_WITHIN_MS,
        }),
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_WITHIN_MS,
      }),
    ],
  });
  const tracer = provider.getTracer("carrel");
  const contexts = new AsyncLocalStorage<Context>();

  const maker: SpanMaker = (name, attributes, work) => {
    const parent = contexts.getStore() ?? ROOT_CONTEXT;
    const span = tracer.startSpan(name, { attributes }, parent);
    return contexts.run(trace.setSpan(parent, span), async () => {
      try {
        return await work((key, value) => span.setAttribute(key, value));
      } catch (error) {
        // Its kind only: messages of drivers hold the parameters of statements.
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: error instanceof Error ? error.name : "unknown",
        });
        throw error;
      } finally {
        span.end();
      }
    });
  };
  setSpanMaker(maker);

  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const url = request.url ?? "";
    const kind = kindOf(url);
    if (kind === "operation" || kind === "static") return;
    const parent = parentOf(request.headers.traceparent);
    const attributes = { "http.request.method": request.method ?? "", "url.path": describePath(url) };
    const span = tracer.startSpan(`${request.method} ${kind}`, { kind: SpanKind.SERVER, attributes }, parent);
    contexts.enterWith(trace.setSpan(parent, span));
    response.once("close", () => {
      span.setAttribute("http.response.status_code", response.statusCode);
      span.setAttribute("carrel.request_id", String(response.getHeader("x-request-id") ?? ""));
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
  });
  return { end: () => provider.shutdown() };
}

/** Where a caller's own trace goes on, when it sent one (https://www.w3.org/TR/trace-context). */
function parentOf(header: string | string[] | undefined): Context {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(String(header ?? "")) ?? [];
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId))
    return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags ?? "0", 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
