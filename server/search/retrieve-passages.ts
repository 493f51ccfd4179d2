import type { TenantTx } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { modelsToSearch, readActiveModel } from "@/server/embedding/active-model";
import type { EmbeddedQuestion } from "./embed-question";
import { findPassages } from "./find-passages";
import { listPassagesOfFile } from "./passage-queries";
import { resolveScope } from "./resolve-scope";

export interface PassageRequest {
  organizationId: string;
  text: string;
  question: EmbeddedQuestion;
  repositoryIds: string[] | undefined;
  /** Files whose passages come first, whatever the question. */
  files: { repositoryId: string; path: string }[];
}

/**
 * What an answer may be made of, pinned files before what was found: more than goes with a request, for `keepBest` to choose
 * from. `tx` is a snapshot opened as the person who asks; what that person cannot see is not among it.
 */
export async function retrievePassages(tx: TenantTx, request: PassageRequest): Promise<Passage[]> {
  const { organizationId, question } = request;
  const pinned = await passagesOfFiles(tx, request);
  const parsed = {
    text: request.text,
    repositoryNames: [],
    languages: [],
    paths: [],
    symbols: [],
    folders: [],
  };
  const scope = await resolveScope(tx, { organizationId, repositoryIds: request.repositoryIds, parsed });
  if (scope.isEmpty) return pinned;
  const active = await readActiveModel(tx);
  const asked = {
    text: request.text,
    // Vectors of another model say nothing: one was changed between embedding and looking.
    vector: modelsToSearch(active.model).includes(question.model) ? question.vector : null,
    model: active.model,
    otherModels: modelsToSearch(active.model).filter((model) => model !== active.model),
    isMoving: active.isMoving,
  };
  const found = await findPassages(tx, scope, asked);
  const searched = found.filter((one) => !pinned.some(({ chunkId }) => chunkId === one.chunkId));
  return [...pinned, ...searched];
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
