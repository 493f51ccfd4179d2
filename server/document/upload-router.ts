import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { placeName } from "@/db/schema/document";
import { orStoreAway } from "@/server/trpc/errors";
import { tenantProcedure } from "@/server/trpc/init";
import { addDocument } from "./add-document";
import { requireFreePlace } from "./check-place";
import { withKeptBytes } from "./keep-bytes";
import { MAX_UPLOAD_BYTES, readUpload, TOO_LARGE } from "./read-upload";

const fields = z.object({
  name: placeName,
  folderId: z.string().min(1).max(100).optional(),
  bytes: z.instanceof(Blob, { error: "An upload needs a file." }),
});

/** A form, so that its bytes need no encoding: `name`, the blob `bytes`, and `folderId` unless it goes to the top. */
const uploadInput = z.instanceof(FormData).transform((form, context) => {
  const read = fields.safeParse(Object.fromEntries(form));
  if (read.success) return read.data;
  context.addIssue({ code: "custom", message: read.error.issues[0]?.message ?? "The form is not right." });
  return z.NEVER;
});

/** Stores an uploaded file as a document: what it is, its bytes say. */
export const uploadProcedure = tenantProcedure("document.write")
  .input(uploadInput)
  .mutation(async ({ ctx, input }) => {
    const { name } = input;
    const folderId = input.folderId ?? null;
    // Membership, role and place first: nothing is read or stored for whoever may not.
    await ctx.inTenant((tx) => requireFreePlace(tx, { folderId, name }));
    if (input.bytes.size > MAX_UPLOAD_BYTES)
      throw new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: TOO_LARGE });
    const bytes = Buffer.from(await input.bytes.arrayBuffer());
    const read = readUpload(name, bytes);
    if (read.status === "refused")
      throw new TRPCError({ code: "UNSUPPORTED_MEDIA_TYPE", message: read.reason });
    const { mimeType } = read;
    const text = read.status === "text" ? read.text : null;
    const made = await orStoreAway(() =>
      withKeptBytes({ organizationId: ctx.organizationId, bytes }, (original) =>
        ctx.inTenant((tx) => addDocument(tx, ctx.actor, { name, folderId, mimeType, text, original })),
      ),
    );
    return { id: made.id, name: made.name, version: made.version };
  });
