import { mayLookInside } from "@/server/operation/may-look-inside";
import { whyNotReady } from "@/server/operation/why-not-ready";

export const dynamic = "force-dynamic";

/** 200 when requests should come here, else 503; the reasons are for the operator, as the figures of `/metrics` are. */
export async function GET(request: Request): Promise<Response> {
  const reasons = await whyNotReady();
  const ready = reasons.length === 0;
  return Response.json(ready || !mayLookInside(request) ? { ready } : { ready, reasons }, {
    status: ready ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
