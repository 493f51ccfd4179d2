import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

/** A person's picture, for those who may see it; for everybody else as if there were none. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const api = createCaller(createContext(request.headers));
  const picture = await api.account.profile.picture({ id: (await params).id }).catch(() => undefined);
  if (!picture) return new Response("There is no such picture.", { status: 404 });
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      "content-type": picture.mimeType,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      // A new picture has a new address. Private: only this server knows who may see it.
      "cache-control": "private, max-age=86400, immutable",
    },
  });
}
