import type { TenantTx } from "@/db/tenant";
import { readDocumentPaths } from "./document-queries";
import { readDocumentSources } from "./read-sources";
import { listPassages } from "./text-queries";

type Row = Awaited<ReturnType<typeof listPassages>>[number];

/**
 * Chunks of files and documents with their places. Of a document that has been changed and is not indexed anew yet, only
 * those are given whose words still stand where they say.
 */
export async function readPlaces(tx: TenantTx, organizationId: string, ids: string[]) {
  if (ids.length === 0) return [];
  const rows = await listPassages(tx, organizationId, ids);
  const ofDocuments = rows.filter(({ sourceTable }) => sourceTable === "document");
  if (ofDocuments.length === 0) return rows.flatMap((row) => placed(row, row.path));
  const paths = await readDocumentPaths(
    tx,
    ofDocuments.map(({ sourceId }) => sourceId),
  );
  const changing = ofDocuments.filter(({ indexingStatus }) => indexingStatus !== "completed");
  const now = new Map(
    (
      await readDocumentSources(
        tx,
        changing.map(({ sourceId }) => sourceId),
      )
    ).map((one) => [one.id, one.content]),
  );
  return rows.flatMap((row) => {
    const { startChar, endChar, content, sourceId } = row;
    if (changing.includes(row) && now.get(sourceId)?.slice(startChar, endChar) !== content) return [];
    return placed(row, paths.get(sourceId) ?? row.path);
  });
}

function placed({ sourceTable, indexingStatus: _, ...row }: Row, path: string) {
  // Nobody cites an entry of knowledge: it cites files itself.
  return sourceTable === "knowledge" ? [] : [{ ...row, sourceTable, path }];
}
