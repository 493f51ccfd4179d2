import type { QueueName } from "@/db/queues";
import { expireToolCalls } from "@/server/agent/expire-tool-calls";
import { runRequest } from "@/server/agent/run-request";
import { writeTitle } from "@/server/agent/write-title";
import { indexDocument } from "@/server/document/index-document";
import { purgeDeleted } from "@/server/document/purge-deleted";
import { runEmbeddingSlice } from "@/server/embedding/run-embedding-slice";
import { sweepShadows } from "@/server/embedding/sweep-shadows";
import { reindexWhenDue } from "@/server/indexing/reindex-when-due";
import { runIndexSlice } from "@/server/indexing/run-index-slice";
import { sweepGenerations } from "@/server/indexing/sweep-generations";
import { indexEntries } from "@/server/knowledge/index-entries";
import { mineRepository } from "@/server/knowledge/mine-repository";
import { wordKnowledge } from "@/server/knowledge/word-knowledge";
import { purgeDueOrganizations } from "@/server/organization/purge-organization";
import type { JobData } from "./enqueue";

/** What is done for each queue. Handlers may run twice for one job and must then change nothing more. */
export const handlers: Record<QueueName, (data: JobData, signal: AbortSignal) => Promise<void>> = {
  "index-run": (data, signal) =>
    runIndexSlice({ organizationId: data.organizationId, runId: data.runId ?? "" }, signal),
  "reindex-when-due": (data) =>
    reindexWhenDue({ organizationId: data.organizationId, repositoryId: data.repositoryId ?? "" }),
  "index-document": (data, signal) =>
    indexDocument({ organizationId: data.organizationId, documentId: data.documentId ?? "" }, signal),
  "index-knowledge": (data, signal) => indexEntries(data.organizationId, signal),
  "purge-deleted": (data) =>
    purgeDeleted({ organizationId: data.organizationId, deletionId: data.deletionId ?? "" }),
  "embedding-run": (data, signal) =>
    runEmbeddingSlice({ organizationId: data.organizationId, runId: data.runId ?? "" }, signal),
  "sweep-embeddings": (data) => sweepShadows(data.organizationId),
  "mine-knowledge": (data, signal) =>
    mineRepository(
      {
        organizationId: data.organizationId,
        repositoryId: data.repositoryId ?? "",
        again: data.againId !== undefined,
      },
      signal,
    ),
  "word-knowledge": ({ organizationId, repositoryId = "", requestId = "" }, signal) =>
    wordKnowledge({ organizationId, repositoryId, requestId }, signal),
  "purge-organizations": (_, signal) => purgeDueOrganizations(signal),
  "agent-request": (data, signal) =>
    runRequest({ organizationId: data.organizationId, requestId: data.requestId ?? "" }, signal),
  "conversation-title": (data, signal) =>
    writeTitle({ organizationId: data.organizationId, requestId: data.requestId ?? "" }, signal),
  "expire-tool-calls": (data) => expireToolCalls(data.organizationId),
  "sweep-generations": (data) =>
    sweepGenerations({ organizationId: data.organizationId, repositoryId: data.repositoryId ?? "" }),
};
