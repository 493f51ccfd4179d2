import { TRPCError } from "@trpc/server";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

/** The picture of one of the caller's organizations. Its address names the version, so a browser may keep it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  try {
    const api = createCaller(createContext(request.headers));
    const { type, bytes } = await api.organization.picture({ organizationId: id });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": type,
        "cache-control": "private, max-age=31536000, immutable",
        // Should its bytes ever be taken for a page: one that can do nothing.
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    const status = error.code === "UNAUTHORIZED" ? 401 : 404;
    return new Response(null, { status, headers: { "cache-control": "no-store" } });
  }
}
