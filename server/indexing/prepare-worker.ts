import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { FetchedRepository } from "../git/git-guards.ts";
import type { Finding, MinedFile } from "../knowledge/finding.ts";
import { mineKnowledge } from "../knowledge/mine/mine-knowledge.ts";
import { lowerPriorityOfThread } from "./lower-priority.ts";
import { type PreparedDocument, prepareDocument } from "./prepare-document.ts";
import { type FileToPrepare, type PreparedFile, prepareFile } from "./prepare-file.ts";
import { extractArchive } from "./source/extract-archive.ts";
import { SourceRefusal } from "./source/limits.ts";
import { listCommit } from "./source/list-commit.ts";
import { listFolder } from "./source/list-folder.ts";
import type { SourceListing } from "./source/listed-file.ts";
import { readBlobs } from "./source/read-blobs.ts";

export type SourceTask =
  | { task: "folder"; root: string; allowedParents: string[] }
  | { task: "archive"; archivePath: string; targetDir: string }
  | { task: "commit"; repository: FetchedRepository; commit: string };
/** `root` confines a folder; `repository` holds the blobs of a commit's files. */
export type PrepareTask = {
  task: "prepare";
  files: FileToPrepare[];
  /** No further file is looked at once so many are new or changed, or hold so many bytes. */
  most: { files: number; bytes: number };
  root?: string | undefined;
  repository?: FetchedRepository | undefined;
};
/** One document, whose text was taken from its bytes before. */
export type DocumentTask = { task: "document"; name: string; language?: string | undefined; text: string };

/** Mines the files of a repository for what they say about its testing. */
export interface MineTask {
  task: "mine";
  /** Each message there is answered with the next batch of files, and with null behind the last. */
  port: MessagePort;
}

lowerPriorityOfThread();

/** A refusal travels as data: an error class does not survive the way between threads. */
export type SourceAnswer = { listing: SourceListing } | { refusal: { code: string; message: string } };

/** What a worker thread does: list a source, prepare some files of it or a document, or mine a repository. */
export default async function work(
  task: SourceTask | PrepareTask | DocumentTask | MineTask,
): Promise<SourceAnswer | PreparedFile[] | PreparedDocument | Finding[]> {
  if (task.task === "document") return prepareDocument(task);
  if (task.task === "prepare") {
    return prepare(task);
  }
  if (task.task === "mine") {
    return mineKnowledge(filesFrom(task.port));
  }
  try {
    return { listing: await list(task) };
  } catch (error) {
    if (error instanceof SourceRefusal) return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}

async function* filesFrom(port: MessagePort): AsyncGenerator<MinedFile, void, undefined> {
  try {
    for (;;) {
      port.postMessage("next");
      const [batch]: (MinedFile[] | null)[] = await once(port, "message");
      if (!batch) return;
      yield* batch;
    }
  } finally {
    port.close();
  }
}

async function prepare(task: PrepareTask): Promise<PreparedFile[]> {
  const { most } = task;
  const prepared: PreparedFile[] = [];
  const from = { root: task.root, blobs: blobsOf(task) };
  let changed = 0;
  let bytes = 0;
  for (const one of task.files) {
    if (changed >= most.files || bytes >= most.bytes) break;
    const file = await prepareFile(one, from);
    prepared.push(file);
    if (file.outcome === "unchanged") continue;
    changed += 1;
    bytes += file.sizeBytes;
  }
  return prepared;
}

function list(task: SourceTask): Promise<SourceListing> {
  switch (task.task) {
    case "folder":
      return listFolder({ root: task.root, allowedParents: task.allowedParents });
    case "archive":
      return extractArchive({ archivePath: task.archivePath, targetDir: task.targetDir });
    case "commit":
      return listCommit({ repository: task.repository, commit: task.commit });
  }
}

/** All blobs of a batch by one git process. */
function blobsOf({ files, repository }: PrepareTask): Map<string, Buffer> | undefined {
  if (!repository) return undefined;
  const ids = files.flatMap(({ file }) => ("blobId" in file ? [file.blobId] : []));
  return readBlobs(repository, {
    ids: [...new Set(ids)],
    totalBytes: files.reduce((sum, { file }) => sum + file.sizeBytes, 0),
  });
}
