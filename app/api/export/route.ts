import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { refuseForeignOrigin } from "@/server/account/refuse-foreign-origin";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

const exportInput = z.object({
  log: z.enum(["audit", "security"]),
  format: z.enum(["csv", "jsonl"]),
  filter: z
    .object({
      userId: z.string().optional(),
      action: z.string().optional(),
      entityTable: z.string().optional(),
      entityId: z.string().optional(),
      from: z.coerce.date().optional(),
      to: z.coerce.date().optional(),
    })
    .default({}),
});

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" };

/**
 * A whole ledger as a file, fetched page by page through the procedures that check who asks: each page is a question of
 * its own, so whoever loses the right on the way gets no further, and the file breaks off with an error.
 */
export async function POST(request: Request): Promise<Response> {
  const refusal = refuseForeignOrigin(request);
  if (refusal) return refusal;
  const given = exportInput.safeParse(await request.json().catch(() => undefined));
  if (!given.success) {
    return refuse(
      new TRPCError({
        code: "BAD_REQUEST",
        message: "Say which log, in which format, and between which dates.",
      }),
    );
  }
  const { log, format, filter } = given.data;
  const { headers } = request;
  const logOf = () => {
    const { audit, account } = createCaller(createContext(headers));
    return log === "audit" ? audit : account.security;
  };
  try {
    const begun = await logOf().export({ ...filter, format });
    const body = pages(begun, (cursor) => logOf().exportPage({ ...filter, format, cursor }));
    const day = new Date().toISOString().slice(0, 10);
    return new Response(body, {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="carrel-${log}-${day}.${format}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof TRPCError) return refuse(error);
    throw error;
  }
}

/** The pages as bytes, each fetched when the one before is on its way; ends when nobody reads on. */
function pages(
  begun: { head: string; next: string },
  fetchPage: (cursor: string) => Promise<{ text: string; next: string | null }>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: string | null = begun.next;
  return new ReadableStream(
    {
      start(controller) {
        if (begun.head !== "") controller.enqueue(encoder.encode(begun.head));
      },
      async pull(controller) {
        while (next !== null) {
          const page = await fetchPage(next);
          next = page.next;
          if (page.text !== "") return controller.enqueue(encoder.encode(page.text));
        }
        controller.close();
      },
    },
    { highWaterMark: 1 },
  );
}

function refuse(error: TRPCError): Response {
  const status = getHTTPStatusCodeFromError(error);
  return Response.json(
    { error: { message: error.message, data: { code: error.code, httpStatus: status } } },
    { status, headers: { "cache-control": "no-store" } },
  );
}
