export const dynamic = "force-dynamic";

/** 200 as long as the process answers. */
export const GET = (): Response =>
  Response.json({ alive: true }, { headers: { "cache-control": "no-store" } });
