import { newId } from "@/db/columns";
import { knowledgeBase, knowledgeMining } from "@/db/schema";
import type { OwnerTx } from "./owner";

export interface KnowledgeIds {
  /** Written by a person. */
  entryId: string;
  reviewedEntryId: string;
  deletedEntryId: string;
  /** Mined, and edited by nobody. */
  minedEntryId: string;
}

export const newKnowledgeIds = (): KnowledgeIds => ({
  entryId: newId(),
  reviewedEntryId: newId(),
  deletedEntryId: newId(),
  minedEntryId: newId(),
});

/** Entries of a repository, and its mining, in all of whose texts the mark stands. */
export async function fillKnowledge(
  tx: OwnerTx,
  {
    mark,
    userId,
    ids,
  }: { mark: string; userId: string; ids: KnowledgeIds & { organizationId: string; repositoryId: string } },
): Promise<void> {
  const { organizationId, repositoryId } = ids;
  const place = {
    path: `${mark}/file.ts`,
    startLine: 1,
    endLine: 1,
    startChar: 0,
    endChar: 5,
    hash: "0".repeat(64),
  };
  const shared = {
    ...{ organizationId, repositoryId, userId, title: `${mark} title`, content: `${mark} content` },
    ...{ contentHash: mark, examples: [{ key: mark, count: 1, files: 1 }], sourceFiles: [place] },
    ...{ freshness: "stale" as const, difference: { counts: [], changed: [place], contradicted: [] } },
  };
  await tx.insert(knowledgeBase).values([
    { ...shared, id: ids.entryId, category: "patterns", origin: "written" },
    { ...shared, id: ids.reviewedEntryId, category: "patterns", origin: "written" },
    { ...shared, id: ids.deletedEntryId, category: "patterns", origin: "written" },
    {
      ...{ ...shared, id: ids.minedEntryId, category: "framework", origin: "mined" },
      ...{ wording: `${mark} wording`, wordedHash: mark },
    },
  ]);
  const findings = [{ category: "framework" as const, key: mark, count: 1, files: 1, evidence: [place] }];
  await tx.insert(knowledgeMining).values({
    organizationId,
    repositoryId,
    generation: 1,
    findings,
    files: 1,
    durationMs: 1,
    minedAt: new Date(),
  });
}
