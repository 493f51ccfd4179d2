import { isReady } from "@/server/operation/is-ready";

export const dynamic = "force-dynamic";

/** 200 when the database answers and migrations are done, else 503. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json({ ready }, { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
