import { mayLookInside } from "@/server/operation/may-look-inside";
import { readMetrics } from "@/server/operation/read-metrics";

export const dynamic = "force-dynamic";

/** Figures for Prometheus. To strangers there is no such page. */
export async function GET(request: Request): Promise<Response> {
  if (!mayLookInside(request)) return new Response("Not found", { status: 404 });
  const { text, contentType } = await readMetrics();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}
