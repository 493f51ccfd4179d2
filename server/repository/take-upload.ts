import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { found } from "@/server/trpc/errors";
import { getOwnUpload } from "./upload-queries";

/** The caller's upload, complete. NOT_FOUND when it is not theirs, BAD_REQUEST while parts are missing. */
export async function takeUpload(tx: TenantTx, uploadId: string, userId: string) {
  const upload = found(await getOwnUpload(tx, uploadId, userId), "upload");
  if (upload.receivedBytes !== upload.sizeBytes) {
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: `The upload is not complete: ${upload.receivedBytes} of ${upload.sizeBytes} bytes arrived. Upload the archive again.`,
    });
  }
  return upload;
}
