import { and, desc, eq, gt, isNull, lte } from "drizzle-orm";
import { document, documentVersion, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export function insertVersion(
  tx: TenantTx,
  values: Omit<typeof documentVersion.$inferInsert, "id" | "createdAt" | "updatedAt">,
) {
  return tx.insert(documentVersion).values(values);
}

/** Versions of a document, the newest first, without their texts. */
export function listVersions(
  tx: TenantTx,
  { documentId, ...page }: { documentId: string; limit: number; offset: number },
) {
  return tx
    .select({
      version: documentVersion.version,
      note: documentVersion.note,
      isAutosaved: documentVersion.isAutosaved,
      createdAt: documentVersion.createdAt,
      writtenBy: user.name,
    })
    .from(documentVersion)
    .innerJoin(document, and(eq(document.id, documentVersion.documentId), isNull(document.deletedAt)))
    .leftJoin(user, eq(user.id, documentVersion.userId))
    .where(eq(documentVersion.documentId, documentId))
    .orderBy(desc(documentVersion.version))
    .limit(page.limit)
    .offset(page.offset);
}

/** The text of a version. Where autosaves have taken its place, that of the next older one that is kept. */
export async function getVersion(tx: TenantTx, at: { documentId: string; version: number; exact: boolean }) {
  const { documentId, version, exact } = at;
  const [row] = await tx
    .select({
      version: documentVersion.version,
      content: documentVersion.content,
      note: documentVersion.note,
      createdAt: documentVersion.createdAt,
      writtenBy: user.name,
    })
    .from(documentVersion)
    .innerJoin(document, and(eq(document.id, documentVersion.documentId), isNull(document.deletedAt)))
    .leftJoin(user, eq(user.id, documentVersion.userId))
    .where(
      and(
        eq(documentVersion.documentId, documentId),
        exact ? eq(documentVersion.version, version) : lte(documentVersion.version, version),
      ),
    )
    .orderBy(desc(documentVersion.version))
    .limit(1);
  return row;
}

/**
 * Puts an autosave in the place of the version before it, where that was an autosave of the same person begun after
 * `since`. False when there is none to replace.
 */
export async function replaceAutosave(
  tx: TenantTx,
  by: { documentId: string; userId: string; version: number; content: string; since: Date },
): Promise<boolean> {
  const rows = await tx
    .update(documentVersion)
    .set({ version: by.version, content: by.content })
    .where(
      and(
        eq(documentVersion.documentId, by.documentId),
        eq(documentVersion.version, by.version - 1),
        eq(documentVersion.userId, by.userId),
        eq(documentVersion.isAutosaved, true),
        gt(documentVersion.createdAt, by.since),
      ),
    )
    .returning({ id: documentVersion.id });
  return rows.length > 0;
}
