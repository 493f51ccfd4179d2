import type { TenantTx } from "@/db/tenant";
import type { Source } from "@/server/answer/answer";
import { listDocumentHashes } from "./document-queries";
import { listSources, listSourcesNow } from "./passage-queries";
import { readDocumentTexts } from "./search-documents-exact";

/** The files and documents that passages were cut from, by id: files as they were then, documents as they are now. */
export async function readSources(tx: TenantTx, ids: string[]): Promise<Source[]> {
  if (ids.length === 0) return [];
  const files = await listSources(tx, ids);
  const known = new Set(files.map(({ id }) => id));
  return [
    ...files,
    ...(await readDocumentSources(
      tx,
      ids.filter((id) => !known.has(id)),
    )),
  ];
}

/** Documents as they are now. Secrets are blotted out as in their chunks; one without a text has an empty one. */
export async function readDocumentSources(tx: TenantTx, ids: string[]): Promise<Source[]> {
  const different = [...new Set(ids)];
  if (different.length === 0) return [];
  const hashes = new Map((await listDocumentHashes(tx, different)).map((row) => [row.id, row.contentHash]));
  return (await readDocumentTexts(tx, different)).flatMap(({ id, content }) => {
    const contentHash = hashes.get(id);
    return contentHash === undefined ? [] : [{ id, contentHash, content }];
  });
}

/** What a citation names: a file of a repository by its path, or a document. */
export interface CitedSource {
  sourceTable: string;
  sourceId: string;
  repositoryId: string | null;
  path: string;
}

/** The name of what is cited in what `readSourcesNow` returns. */
export const nameOfSource = ({ sourceTable, sourceId, repositoryId, path }: CitedSource): string =>
  sourceTable === "document" ? `document ${sourceId}` : `${repositoryId} ${path}`;

/** What stands there now: files at their places in the published generations, and documents; by `nameOfSource`. */
export async function readSourcesNow(tx: TenantTx, cited: CitedSource[]): Promise<Map<string, Source>> {
  const documents = cited.flatMap((one) => (one.sourceTable === "document" ? [one.sourceId] : []));
  const files = [...new Map(cited.map((one) => [nameOfSource(one), one])).values()].flatMap(
    ({ sourceTable, repositoryId, path }) =>
      sourceTable === "file" && repositoryId !== null && path !== "" ? [{ repositoryId, path }] : [],
  );
  const rows = files.length === 0 ? [] : await listSourcesNow(tx, files);
  return new Map([
    ...rows.map(({ repositoryId, path, ...source }): [string, Source] => [`${repositoryId} ${path}`, source]),
    ...(await readDocumentSources(tx, documents)).map((source): [string, Source] => [
      `document ${source.id}`,
      source,
    ]),
  ]);
}
