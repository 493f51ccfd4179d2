import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import {
  auditEvent,
  chunkShadow,
  chunkSignature,
  documentChunk,
  embeddingRun,
  embeddingSetting,
  file,
  fileSymbol,
  indexRun,
  invitation,
  member,
  repository,
  upload,
  uploadPart,
  user,
} from "@/db/schema";
import { getEmbedder } from "@/server/ai/get-embedder";
import { env } from "@/server/env";
import { type AccountIds, fillAccount, newAccountIds } from "./fill-account";
import { fillConversations, fillPrivateConversation } from "./fill-conversations";
import { type DocumentIds, fillDocuments, newDocumentIds } from "./fill-documents";
import { fillKnowledge, type KnowledgeIds, newKnowledgeIds } from "./fill-knowledge";
import { fillUsage } from "./fill-usage";
import { asOwner, type OwnerTx } from "./owner";
import type { World } from "./world";

/** What a procedure can be asked about: the ids of one repository's rows, or ids that nothing has. */
export interface Ids extends AccountIds, DocumentIds, KnowledgeIds {
  organizationId: string;
  repositoryId: string;
  repositoryName: string;
  uploadId: string;
  filePath: string;
  folder: string;
  word: string;
  /** Somebody with the role member, made anew by every filling. */
  memberId: string;
  invitationId: string;
  /** In planning, with a plan, a question and an answer under way. */
  conversationId: string;
  questionId: string;
  requestId: string;
  answerId: string;
  toolCallId: string;
  /** With a confirmed plan whose first step has failed. */
  confirmedId: string;
  stepId: string;
}

export const privateMark = (mark: string) => `private${mark}`;

let fillings = 0;

/**
 * Puts one more repository with everything that hangs on it into a world: each text holds the mark. One chunk is
 * private to the owner and says `privateMark`. `uploaderId` owns the upload, so that ownership hides no missing guard.
 */
export async function fill(world: World, uploaderId: string): Promise<Ids> {
  const { mark, organizationId } = world;
  const folder = path.join(env.LOCAL_SOURCES[0] ?? "", `${mark}-${++fillings}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "a.ts"), "export const a = 1;\n");
  const ids: Ids = {
    organizationId,
    repositoryId: newId(),
    repositoryName: `${mark} repository ${fillings}`,
    uploadId: newId(),
    filePath: `${mark}/file.ts`,
    folder,
    word: mark,
    memberId: newId(),
    invitationId: newId(),
    ...newAccountIds(),
    ...newKnowledgeIds(),
    ...conversationIds(),
    ...newDocumentIds(),
  };
  // The account of the uploader where they are of this world, so that inside it everybody is asked about their own.
  const { userId } =
    Object.values(world.people).find((one) => one.userId === uploaderId) ?? world.people.owner;
  await asOwner(async (tx) => {
    await insertRows(tx, world, ids, uploaderId);
    await insertPeople(tx, world, ids);
    await fillAccount(tx, { userId, mark, ids });
  });
  return ids;
}

/** Ids of the same shapes that name nothing anywhere. */
export const missingIds = (): Ids => ({
  organizationId: newId(),
  repositoryId: newId(),
  repositoryName: "Nowhere",
  uploadId: newId(),
  filePath: "nowhere/file.ts",
  folder: "/nowhere",
  word: "zyxwvut0",
  memberId: newId(),
  invitationId: newId(),
  ...newAccountIds(),
  ...newKnowledgeIds(),
  ...conversationIds(),
  ...newDocumentIds(),
});

const conversationIds = () => ({
  conversationId: newId(),
  questionId: newId(),
  requestId: newId(),
  answerId: newId(),
  toolCallId: newId(),
  confirmedId: newId(),
  stepId: newId(),
});

async function insertRows(tx: OwnerTx, world: World, ids: Ids, uploaderId: string): Promise<void> {
  const { mark } = world;
  const { organizationId, repositoryId, uploadId } = ids;
  const userId = world.people.owner.userId;
  await tx.insert(repository).values({
    ...{ id: repositoryId, organizationId, userId, name: ids.repositoryName, url: ids.folder },
    ...{
      sourceKind: "folder",
      defaultBranch: mark,
      credential: mark,
      lastError: mark,
      lastIndexedCommit: mark,
      lastIndexedBranch: mark,
    },
    ...{ indexingStatus: "running", generation: 1, lastIndexedAt: new Date() },
  });
  await tx.insert(upload).values({
    id: uploadId,
    organizationId,
    userId: uploaderId,
    fileName: `${mark}.zip`,
    sizeBytes: 4,
    receivedBytes: 4,
  });
  await tx
    .insert(uploadPart)
    .values({ organizationId, uploadId, position: 0, bytes: new Uint8Array([1, 2, 3, 4]) });
  await tx.insert(indexRun).values({
    ...{
      organizationId,
      repositoryId,
      userId,
      uploadId,
      status: "running",
      phase: "indexing",
      generation: 2,
    },
    ...{ error: mark, leaseToken: mark, startedAt: new Date() },
  });
  const indexed = {
    ...{ organizationId, repositoryId, language: mark, sizeBytes: 10, firstGeneration: 1 },
    ...{ content: `${mark} content`, contentHash: mark },
  };
  const fileId = newId();
  await tx.insert(file).values([
    { ...indexed, id: fileId, path: ids.filePath },
    { ...indexed, path: `${mark}/skipped.bin`, skippedReason: `${mark} is no text` },
  ]);
  await tx.insert(fileSymbol).values({
    ...{ organizationId, fileId, name: mark, key: mark, suffixes: ` ${mark}`, kind: mark, scope: mark },
    ...{ startLine: 1, endLine: 1 },
  });
  const chunkId = await insertChunk(tx, { ids, fileId, text: mark, audience: "organization", position: 0 });
  await insertChunk(tx, { ids, fileId, text: privateMark(mark), audience: userId, position: 1 });
  await fillConversations(tx, { ids, mark, userId: uploaderId, chunkId });
  await fillDocuments(tx, { ids, mark, userId: uploaderId });
  await fillPrivateConversation(tx, { organizationId, mark: privateMark(mark), userId });
  // One of each an organization: later fillings find them there.
  await tx
    .insert(embeddingSetting)
    .values({ organizationId, model: getEmbedder().model })
    .onConflictDoNothing();
  await tx
    .insert(embeddingRun)
    .values({
      ...{ organizationId, userId, model: mark, previousModel: mark, status: "running", phase: "embedding" },
      ...{ error: mark, leaseToken: mark, startedAt: new Date() },
    })
    .onConflictDoNothing();
  await fillKnowledge(tx, { mark, userId, ids });
  await fillUsage(tx, { organizationId, userId, mark, audience: "organization" });
  await fillUsage(tx, { organizationId, userId, mark: privateMark(mark), audience: userId });
  await tx.insert(auditEvent).values({
    ...{ organizationId, userId, action: "proof.fill", entityTable: mark, entityId: mark },
    ...{ eventData: { mark }, ip: mark, userAgent: mark },
  });
}

/** One member to change and one invitation to withdraw; those of the filling before go, or the world would be full. */
async function insertPeople(tx: OwnerTx, { mark, organizationId, people }: World, ids: Ids): Promise<void> {
  const name = `${mark} target`;
  await tx.delete(user).where(eq(user.name, name));
  await tx.delete(invitation).where(sql`email like ${`${mark}-target-%`}`);
  const userId = newId();
  await tx.insert(user).values({ id: userId, name, email: `${userId}@example.org` });
  await tx.insert(member).values({ id: ids.memberId, organizationId, userId, role: "member" });
  await tx.insert(invitation).values({
    ...{ id: ids.invitationId, organizationId, email: `${mark}-target-${fillings}@example.org` },
    ...{ inviterId: people.owner.userId, tokenHash: mark, expiresAt: new Date(Date.now() + 3_600_000) },
  });
}

async function insertChunk(
  tx: OwnerTx,
  chunk: { ids: Ids; fileId: string; text: string; audience: string; position: number },
): Promise<string> {
  const { ids, fileId, text, audience, position } = chunk;
  const embedding = Array.from({ length: 1536 }, (_, index) => (index < 384 ? 0.05 : 0));
  const shared = {
    ...{ organizationId: ids.organizationId, repositoryId: ids.repositoryId, audience, language: text },
    ...{
      sourceTable: "file" as const,
      sourceId: fileId,
      embeddingModel: getEmbedder().model,
      firstGeneration: 1,
    },
  };
  const chunkId = newId();
  await tx.insert(documentChunk).values({
    ...{ ...shared, id: chunkId, fileId, position, content: `${text} content`, contentHash: text, embedding },
    ...{ symbol: text, symbolKind: text, scope: text, startLine: 1, endLine: 1, startChar: 0, endChar: 5 },
    ...{ tsv: sql`to_tsvector('simple', ${text})` as unknown as string, wordCount: 2 },
  });
  const bits = "1".repeat(384) + "0".repeat(1536 - 384);
  await tx.insert(chunkSignature).values({ ...shared, chunkId, bits });
  const { organizationId, embeddingModel } = shared;
  await tx
    .insert(chunkShadow)
    .values({ chunkId, organizationId, audience, embeddingModel, contentHash: text, embedding, bits });
  return chunkId;
}
