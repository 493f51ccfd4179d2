import type { TenantTx } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { getDocumentIdAt } from "./document-queries";
import { listDocumentIdsWithin } from "./documents-to-search";
import { listDocumentChunkIds } from "./passage-queries";
import { readPlaces } from "./read-places";

/** What stands first in documents, in their order and that of their texts: at most `most` passages of each. */
export async function readDocumentPassages(
  tx: TenantTx,
  of: { organizationId: string; documentIds: string[]; most: number; startLine?: number },
): Promise<Passage[]> {
  const { organizationId, documentIds, most, startLine = 1 } = of;
  const ids: string[] = [];
  for (const documentId of documentIds)
    ids.push(...(await listDocumentChunkIds(tx, { organizationId, documentId, startLine, most })));
  const rows = new Map((await readPlaces(tx, organizationId, ids)).map((row) => [row.chunkId, row]));
  return ids.flatMap((id): Passage[] => {
    const row = rows.get(id);
    if (!row) return [];
    const { symbolKind: _, scope: __, language: ___, startLine: first, endLine, ...rest } = row;
    return [{ ...rest, startLine: first ?? 1, endLine: endLine ?? first ?? 1, score: 1 }];
  });
}

/** The same of the document that stands at a path, folders and name; nothing where none does, or not in these folders. */
export async function readDocumentAt(
  tx: TenantTx,
  of: {
    organizationId: string;
    path: string;
    most: number;
    startLine: number;
    folderIds: string[] | undefined;
  },
): Promise<Passage[]> {
  const id = await getDocumentIdAt(tx, of.path);
  const isOutside =
    id === undefined || (of.folderIds && !(await listDocumentIdsWithin(tx, of.folderIds)).includes(id));
  return isOutside ? [] : readDocumentPassages(tx, { ...of, documentIds: [id] });
}
