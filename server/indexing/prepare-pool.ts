import { on } from "node:events";
import os from "node:os";
import path from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Piscina } from "piscina";
import { env } from "@/server/env";
import type { Finding, MinedFile } from "@/server/knowledge/finding";
import type { PreparedDocument } from "./prepare-document";
import type { PreparedFile } from "./prepare-file";
import type { DocumentTask, MineTask, PrepareTask, SourceAnswer, SourceTask } from "./prepare-worker";
import { IndexingRefusal } from "./refusal";
import type { SourceListing } from "./source/listed-file";

const holder = globalThis as typeof globalThis & { carrelPreparePool?: Piscina | undefined };

// One core stays free for pages; parsing never runs on the thread that answers them.
const threads = env.INDEX_THREADS ?? Math.max(1, os.availableParallelism() - 1);

function pool(): Piscina {
  holder.carrelPreparePool ??= new Piscina({
    // From the working directory: a bundler would rewrite a path relative to this file.
    filename: path.join(process.cwd(), "server/indexing/prepare-worker.ts"),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  return holder.carrelPreparePool;
}

/** The files of a source. Throws `IndexingRefusal` with what to do. */
export async function listSource(task: SourceTask, signal: AbortSignal): Promise<SourceListing> {
  const answer: SourceAnswer = await pool().run(task, { signal });
  if ("refusal" in answer) throw new IndexingRefusal(answer.refusal.message);
  return answer.listing;
}

/** Prepares files in a worker thread, in their order, until `most` of them turn out changed: perhaps not all. */
export function prepareFiles(
  { files, most }: Pick<PrepareTask, "files" | "most">,
  from: Pick<PrepareTask, "root" | "repository">,
  signal: AbortSignal,
): Promise<PreparedFile[]> {
  const task: PrepareTask = { task: "prepare", files, most, ...from };
  return pool().run(task, { signal });
}

/** Cuts a document's text into chunks, in a worker thread. */
export function prepareDocumentText(
  document: Omit<DocumentTask, "task">,
  signal: AbortSignal,
): Promise<PreparedDocument> {
  const task: DocumentTask = { task: "document", ...document };
  return pool().run(task, { signal });
}

/**
 * What the files of a repository say about its testing, found in a worker thread. It asks for one batch after the other,
 * so that they are never all on this side.
 */
export async function mineFiles(
  batches: AsyncIterable<MinedFile[]>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { port1: here, port2: there } = new MessageChannel();
  const ended = new AbortController();
  const task: MineTask = { task: "mine", port: there };
  const findings: Promise<Finding[]> = pool().run(task, {
    signal: AbortSignal.any([signal, ended.signal]),
    transferList: [there],
  });
  findings.catch(() => {});
  const feeding = feed(here, batches, AbortSignal.any([signal, ended.signal]));
  try {
    // Whichever fails first says why: a worker that is gone asks for nothing more, and a broken feed answers nothing.
    return await Promise.race([findings, feeding.then(() => findings)]);
  } finally {
    ended.abort();
    here.close();
    await feeding.catch(() => {});
  }
}

/** Answers each request of the worker with the next batch, and with none at the end. */
async function feed(
  port: MessagePort,
  batches: AsyncIterable<MinedFile[]>,
  signal: AbortSignal,
): Promise<void> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for await (const _ of on(port, "message", { signal })) {
      const next = await iterator.next();
      port.postMessage(next.done ? null : next.value);
      if (next.done) return;
    }
  } finally {
    await iterator.return?.();
  }
}

export async function closePreparePool(): Promise<void> {
  const open = holder.carrelPreparePool;
  holder.carrelPreparePool = undefined;
  await open?.close({ force: true });
}
