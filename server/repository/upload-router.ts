import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { found, orConflict } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { deleteOldUploads, getOwnUpload, insertUpload, insertUploadPart } from "./upload-queries";

/** Bytes of one part: small enough for every proxy, and for PGlite to store without a pause. */
export const UPLOAD_PART_BYTES = 1024 * 1024;
const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

const beginInput = z.object({
  fileName: z.string().trim().min(1).max(255),
  sizeBytes: z
    .number()
    .int()
    .min(1, "The file is empty. Choose a zip or tar.gz archive.")
    .max(
      MAX_UPLOAD_BYTES,
      "The archive is larger than 512 MiB. Leave out build output and data, and pack it again.",
    ),
});

/** A part travels as a form, so that its bytes need no encoding: `uploadId`, `position` from 0, and the blob `bytes`. */
const partInput = z.instanceof(FormData).transform((form, context) => {
  const fields = z
    .object({
      uploadId: z.string().min(1),
      position: z.coerce.number().int().min(0),
      bytes: z.instanceof(Blob),
    })
    .safeParse(Object.fromEntries(form));
  if (fields.success && fields.data.bytes.size > 0 && fields.data.bytes.size <= UPLOAD_PART_BYTES)
    return fields.data;
  context.addIssue({
    code: "custom",
    message: "A part needs an upload, a position and 1 byte to 1 MiB of content.",
  });
  return z.NEVER;
});

export const uploadRouter = router({
  /** Announces an archive; its parts follow one by one. */
  begin: tenantProcedure("repository.create")
    .input(beginInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { userId } = ctx.user;
        await deleteOldUploads(tx, userId, new Date(Date.now() - DAY_MS));
        const { id } = found(
          await insertUpload(tx, { organizationId: ctx.organizationId, userId, ...input }),
          "upload",
        );
        return { uploadId: id, partBytes: UPLOAD_PART_BYTES };
      }),
    ),

  /** Stores one part; sending the same part again is a CONFLICT and changes nothing. */
  part: tenantProcedure("repository.create")
    .input(partInput)
    .mutation(async ({ ctx, input }) => {
      const bytes = new Uint8Array(await input.bytes.arrayBuffer());
      return orConflict("This part has arrived already.", () =>
        ctx.inTenant(async (tx) => {
          const upload = found(await getOwnUpload(tx, input.uploadId, ctx.user.userId), "upload");
          if (upload.receivedBytes + bytes.length > upload.sizeBytes) {
            throw new TRPCError({
              code: "BAD_REQUEST",
              message: "More bytes came than were announced. Start the upload again.",
            });
          }
          const { uploadId, position } = input;
          const receivedBytes = await insertUploadPart(tx, {
            organizationId: ctx.organizationId,
            uploadId,
            position,
            bytes,
          });
          return { receivedBytes };
        }),
      );
    }),
});
