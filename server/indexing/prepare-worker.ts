import { lowerPriorityOfThread } from "./lower-priority.ts";
import { type FileToPrepare, type PreparedFile, prepareFile } from "./prepare-file.ts";
import { extractArchive } from "./source/extract-archive.ts";
import { SourceRefusal } from "./source/limits.ts";
import { listFolder } from "./source/list-folder.ts";
import type { SourceListing } from "./source/listed-file.ts";

export type SourceTask =
  | { task: "folder"; root: string; allowedParents: string[] }
  | { task: "archive"; archivePath: string; targetDir: string };
export type PrepareTask = { task: "prepare"; files: FileToPrepare[]; root?: string };

lowerPriorityOfThread();

/** A refusal travels as data: an error class does not survive the way between threads. */
export type SourceAnswer = { listing: SourceListing } | { refusal: { code: string; message: string } };

/** What a worker thread does: list a source, or prepare some files of it. */
export default async function work(task: SourceTask | PrepareTask): Promise<SourceAnswer | PreparedFile[]> {
  if (task.task === "prepare") {
    const prepared: PreparedFile[] = [];
    for (const file of task.files) prepared.push(await prepareFile(file, task.root));
    return prepared;
  }
  try {
    return {
      listing:
        task.task === "folder"
          ? await listFolder({ root: task.root, allowedParents: task.allowedParents })
          : await extractArchive({ archivePath: task.archivePath, targetDir: task.targetDir }),
    };
  } catch (error) {
    if (error instanceof SourceRefusal) return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}
