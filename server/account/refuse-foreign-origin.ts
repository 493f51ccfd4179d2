import { env } from "@/server/env";
import { trustedOrigins } from "@/server/trusted-origins";

const origins = new Set(trustedOrigins(env.BETTER_AUTH_URL, env.TRUSTED_ORIGINS));

/**
 * Refuses a change that another site makes with a person's cookie: every request that is no GET and carries a cookie
 * must name an origin we trust. A bearer token is not sent by a browser on its own, so it needs none.
 */
export function refuseForeignOrigin(request: Request): Response | undefined {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const { headers } = request;
  if (headers.has("authorization") || !headers.has("cookie")) return undefined;
  const origin = headers.get("origin");
  if (origin !== null && origins.has(origin)) return undefined;
  const message =
    "This change was asked for from an address Carrel does not trust. Open Carrel at its own address, or add this one to TRUSTED_ORIGINS.";
  return Response.json(
    { error: { message, code: -32003, data: { code: "FORBIDDEN", httpStatus: 403 } } },
    { status: 403 },
  );
}
