import { and, eq, lt, sql } from "drizzle-orm";
import { upload, uploadPart } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export async function insertUpload(tx: TenantTx, values: typeof upload.$inferInsert) {
  const [row] = await tx.insert(upload).values(values).returning({ id: upload.id });
  return row;
}

/** An upload of this very person; nobody else may add to it or use it. Locked against parts that come at once. */
export async function getOwnUpload(tx: TenantTx, id: string, userId: string) {
  const [row] = await tx
    .select({
      id: upload.id,
      fileName: upload.fileName,
      sizeBytes: upload.sizeBytes,
      receivedBytes: upload.receivedBytes,
    })
    .from(upload)
    .where(and(eq(upload.id, id), eq(upload.userId, userId)))
    .for("update");
  return row;
}

export async function insertUploadPart(
  tx: TenantTx,
  part: { organizationId: string; uploadId: string; position: number; bytes: Uint8Array },
): Promise<number> {
  await tx.insert(uploadPart).values(part);
  const [row] = await tx
    .update(upload)
    .set({ receivedBytes: sql`${upload.receivedBytes} + ${part.bytes.length}` })
    .where(eq(upload.id, part.uploadId))
    .returning({ receivedBytes: upload.receivedBytes });
  return row?.receivedBytes ?? 0;
}

/** Uploads that were begun and never used take disk: they go when their maker begins another a day later. */
export async function deleteOldUploads(tx: TenantTx, userId: string, before: Date): Promise<void> {
  await tx
    .delete(upload)
    .where(
      and(
        eq(upload.userId, userId),
        lt(upload.createdAt, before),
        sql`not exists (select from index_run r where r.organization_id = ${upload.organizationId} and r.upload_id = ${upload.id})`,
      ),
    );
}
