import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { file, fileSymbol, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const isPublishedIn = (generation: number) =>
  and(
    lte(file.firstGeneration, generation),
    or(isNull(file.lastGeneration), gte(file.lastGeneration, generation)),
    isNull(file.skippedReason),
  );

/** Some published files after `afterPath`, in the order of their paths, with their texts. */
export function listTexts(
  tx: TenantTx,
  {
    repositoryId,
    generation,
    afterPath,
    limit,
  }: { repositoryId: string; generation: number; afterPath: string; limit: number },
) {
  return tx
    .select({ id: file.id, path: file.path, language: file.language, content: file.content })
    .from(file)
    .where(
      and(eq(file.repositoryId, repositoryId), isPublishedIn(generation), sql`${file.path} > ${afterPath}`),
    )
    .orderBy(asc(file.path))
    .limit(limit);
}

export function listSymbols(tx: TenantTx, fileIds: string[]) {
  return tx
    .select({
      fileId: fileSymbol.fileId,
      name: fileSymbol.name,
      kind: fileSymbol.kind,
      scope: fileSymbol.scope,
      startLine: fileSymbol.startLine,
      endLine: fileSymbol.endLine,
    })
    .from(fileSymbol)
    .where(and(inArray(fileSymbol.fileId, fileIds), isNull(fileSymbol.scope)));
}

/** The texts of these published files. */
export function listTextsOf(tx: TenantTx, repositoryId: string, paths: string[]) {
  return tx
    .select({ path: file.path, content: file.content })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(
        eq(file.repositoryId, repositoryId),
        inArray(file.path, paths),
        lte(file.firstGeneration, repository.generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
        isNull(file.skippedReason),
      ),
    );
}
