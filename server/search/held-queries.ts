import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { documentChunk, file } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { SeenGeneration } from "./held-generations";

/** How much text a generation holds, by the sizes of its files. */
export async function measureTexts(tx: TenantTx, seen: SeenGeneration): Promise<{ bytes: number }> {
  const [row] = await tx
    .select({ bytes: sql<number>`coalesce(sum(${file.sizeBytes}), 0)::float8` })
    .from(file)
    .where(isTextOf(seen));
  return row ?? { bytes: 0 };
}

/** The next files of a generation behind a path, in the database's order of paths. */
export function listTextFiles(tx: TenantTx, seen: SeenGeneration, page: { after: string; limit: number }) {
  return tx
    .select({ id: file.id, path: file.path, language: file.language, sizeBytes: file.sizeBytes })
    .from(file)
    .where(and(isTextOf(seen), gt(file.path, page.after)))
    .orderBy(asc(file.path))
    .limit(page.limit);
}

export function listContents(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({ id: file.id, content: file.content })
    .from(file)
    .where(and(eq(file.organizationId, organizationId), inArray(file.id, ids)));
}

/**
 * What the lines of some files belong to, top to bottom. Only what all of the organization may see: what one person's
 * transaction sees beyond that is held for nobody.
 */
export function listNames(tx: TenantTx, organizationId: string, fileIds: string[]) {
  return tx
    .select({
      fileId: documentChunk.fileId,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
    })
    .from(documentChunk)
    .where(
      and(
        eq(documentChunk.organizationId, organizationId),
        eq(documentChunk.audience, "organization"),
        inArray(documentChunk.fileId, fileIds),
        isNotNull(documentChunk.symbol),
      ),
    )
    .orderBy(asc(documentChunk.fileId), asc(documentChunk.position));
}

const isTextOf = ({ organizationId, repositoryId, generation }: SeenGeneration) =>
  and(
    eq(file.organizationId, organizationId),
    eq(file.repositoryId, repositoryId),
    isNull(file.skippedReason),
    lte(file.firstGeneration, generation),
    or(isNull(file.lastGeneration), gte(file.lastGeneration, generation)),
  );
