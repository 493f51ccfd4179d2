import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

/** A document as a file to save: never shown by the browser itself, whatever it holds. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  try {
    const { name, bytes } = await createCaller(createContext(request.headers)).document.original({ id });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, hex)}`,
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    const status = getHTTPStatusCodeFromError(error);
    return new Response(error.message, { status, headers: { "cache-control": "no-store" } });
  }
}

/** For programs that do not know the other form. */
const asciiName = (name: string): string => name.replace(/[^\w .()-]/g, "_");

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
