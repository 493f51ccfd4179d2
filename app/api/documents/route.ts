import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { documentMessages } from "@/app/_messages/documents";
import { refuseForeignOrigin } from "@/server/account/refuse-foreign-origin";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";

export const dynamic = "force-dynamic";

// As the procedure has it: here it keeps the rest from being read at all.
const MAX_BYTES = 25 * 1024 * 1024;

/** Takes one file as the body, as it is; `name` and `folderId` stand in the address. Answers with the document. */
export async function POST(request: Request): Promise<Response> {
  const refusal = refuseForeignOrigin(request);
  if (refusal) return refusal;
  const address = new URL(request.url).searchParams;
  try {
    const bytes = await readBody(request);
    const form = new FormData();
    form.set("name", address.get("name") ?? "");
    const folderId = address.get("folderId");
    if (folderId) form.set("folderId", folderId);
    form.set("bytes", bytes);
    const made = await createCaller(createContext(request.headers)).document.upload(form);
    return Response.json(made, { status: 201, headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const status = getHTTPStatusCodeFromError(error);
    const message =
      error.code === "INTERNAL_SERVER_ERROR"
        ? "Something went wrong on the server. Try again."
        : readable(error);
    return Response.json(
      { error: { message, data: { code: error.code, httpStatus: status } } },
      { status, headers: { "cache-control": "no-store" } },
    );
  }
}

async function readBody(request: Request): Promise<Blob> {
  const tooLarge = new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: documentMessages.tooLarge });
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) throw tooLarge;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > MAX_BYTES) throw tooLarge;
    parts.push(part);
  }
  return new Blob(parts);
}

/** What a schema refuses arrives as a list of problems: the first of them says enough. */
function readable(error: TRPCError): string {
  const { cause } = error;
  const issues = cause && "issues" in cause && Array.isArray(cause.issues) ? cause.issues : [];
  const [first] = issues as { message?: unknown }[];
  return typeof first?.message === "string" ? first.message : error.message;
}
