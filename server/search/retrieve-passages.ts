import type { TenantTx } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { modelsToSearch, readActiveModel } from "@/server/embedding/active-model";
import { documentsToSearch } from "./documents-to-search";
import type { EmbeddedQuestion } from "./embed-question";
import { passagesOf } from "./find-passages";
import { listPassagesOfFile } from "./passage-queries";
import { readDocumentPassages } from "./read-document-passages";
import { resolveScope } from "./resolve-scope";
import { type Question, type Retrieved, retrieveMeasured } from "./retrieve";
import type { SearchScope } from "./scope-queries";

export interface PassageRequest {
  organizationId: string;
  text: string;
  question: EmbeddedQuestion;
  /** Where to look; everywhere where neither is given. */
  repositoryIds: string[] | undefined;
  folderIds?: string[] | undefined;
  /** Files whose passages come first, whatever the question. */
  files: { repositoryId: string; path: string }[];
  /** Documents of which the best passages come first, and then their beginnings. */
  documentIds?: string[] | undefined;
}

// Documents add to what is looked at closer; they take no place from code.
const MOST_OF_DOCUMENTS = 10;
const MOST_PINNED = 8;
const MOST_BEGINNING = 4;

/**
 * What an answer may be made of, pinned files and documents before what was found: more than goes with a request, for
 * `keepBest` to choose from. `tx` is a snapshot opened as the person who asks; what that person cannot see is not among it.
 * Code is found and weighed as if there were no documents; theirs is added, weighed on the scale of the code.
 */
export async function retrievePassages(tx: TenantTx, request: PassageRequest): Promise<Passage[]> {
  const { organizationId, question, folderIds, documentIds = [] } = request;
  const files = await passagesOfFiles(tx, request);
  const nothing = { repositoryNames: [], languages: [], paths: [], symbols: [], folders: [] };
  // Folders alone: then no repository is looked through.
  const repositoryIds = request.repositoryIds ?? (folderIds === undefined ? undefined : []);
  const parsed = { text: request.text, ...nothing };
  const scope = await resolveScope(tx, { organizationId, repositoryIds, parsed });
  const documents = await documentsToSearch(tx, scope, {
    ...{ repositoryIds: request.repositoryIds, folderIds, documentIds },
  });
  if (scope.isEmpty && !documents.searched && !documents.pinned) return files;
  const active = await readActiveModel(tx);
  const asked: Question = {
    text: request.text,
    // Vectors of another model say nothing: one was changed between embedding and looking.
    vector: modelsToSearch(active.model).includes(question.model) ? question.vector : null,
    model: active.model,
    otherModels: modelsToSearch(active.model).filter((model) => model !== active.model),
    isMoving: active.isMoving,
  };
  const code = scope.isEmpty ? undefined : await retrieveMeasured(tx, scope, asked);
  const pinned = [
    ...files,
    ...(documents.pinned ? await pinnedOf(tx, documents.pinned, { asked, code, documentIds }) : []),
  ];
  const found = [
    ...(code ? await passagesOf(tx, { scope, question: asked, retrieved: code }) : []),
    ...(documents.searched ? await bestOf(tx, documents.searched, { asked, code }, MOST_OF_DOCUMENTS) : []),
  ];
  return [...pinned, ...found.filter((one) => !pinned.some(({ chunkId }) => chunkId === one.chunkId))];
}

async function bestOf(
  tx: TenantTx,
  scope: SearchScope,
  { asked, code }: { asked: Question; code: Retrieved | undefined },
  limit: number,
): Promise<Passage[]> {
  const retrieved = await retrieveMeasured(tx, scope, { ...asked, like: code?.byLegs });
  return passagesOf(tx, { scope, question: asked, retrieved, limit });
}

/** Of pinned documents what answers best, and of each what it begins with. */
async function pinnedOf(
  tx: TenantTx,
  scope: SearchScope,
  of: { asked: Question; code: Retrieved | undefined; documentIds: string[] },
): Promise<Passage[]> {
  const best = await bestOf(tx, scope, of, MOST_PINNED);
  const begun = await readDocumentPassages(tx, {
    ...{ organizationId: scope.organizationId, documentIds: of.documentIds },
    most: Math.max(1, Math.floor(MOST_BEGINNING / of.documentIds.length)),
  });
  const added = begun.filter((one) => !best.some(({ chunkId }) => chunkId === one.chunkId));
  return [...best, ...added].map((passage) => ({ ...passage, isPinned: true }));
}

async function passagesOfFiles(
  tx: TenantTx,
  { organizationId, files }: Pick<PassageRequest, "organizationId" | "files">,
): Promise<Passage[]> {
  const passages: Passage[] = [];
  for (const at of files) {
    const rows = await listPassagesOfFile(tx, { organizationId, ...at });
    passages.push(...rows.map((row) => toPassage(row, 1)));
  }
  return passages;
}

type Row = Awaited<ReturnType<typeof listPassagesOfFile>>[number];

const toPassage = ({ startLine, endLine, ...row }: Row, score: number): Passage => ({
  ...row,
  sourceTable: "file",
  startLine: startLine ?? 1,
  endLine: endLine ?? startLine ?? 1,
  score,
});
