import { inArray } from "drizzle-orm";
import { embeddingRun } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import type { Embedder } from "@/server/ai/embedder";
import { EmbeddingError } from "@/server/ai/embedding-error";
import { embedderFor, getEmbedder } from "@/server/ai/get-embedder";
import { sharesQuestions } from "@/server/ai/model-name";
import { ModelChanged } from "@/server/indexing/refusal";
import { ensureActiveModel, lockActiveModel } from "./active-model";

export type IndexEmbedder =
  | { status: "ready"; embedder: Embedder }
  /** The model that searches use cannot be asked, but a change to one that can is under way. */
  | { status: "wait" }
  | { status: "refused"; reason: string };

/** What embeds the new chunks of an index run: the model that searches use, whichever is configured. */
export async function chooseIndexEmbedder(organizationId: string): Promise<IndexEmbedder> {
  const { model, isChanging } = await withTenant({ organizationId, as: "agent" }, async (tx) => ({
    ...(await ensureActiveModel(tx, organizationId)),
    isChanging: await isChangeUnderWay(tx),
  }));
  const embedder = embedderFor(model);
  const problem = embedder
    ? await whyNotAsked(embedder)
    : `The model ${model} is part of this version no more.`;
  if (embedder && problem === undefined) return { status: "ready", embedder };
  if (isChanging) return { status: "wait" };
  return {
    status: "refused",
    reason: `${problem} What is indexed here was embedded by it, and the change to ${getEmbedder().model} has been cancelled or has failed. Start that again under Settings, Embeddings, then index again.`,
  };
}

/** Refuses to store vectors of a model that searches have left meanwhile, and keeps them from leaving it until `tx` ends. */
export async function refuseOldModel(tx: TenantTx, organizationId: string, model: string): Promise<void> {
  const active = await lockActiveModel(tx, organizationId, "writer");
  if (!sharesQuestions(active.model, model)) throw new ModelChanged();
}

/** A server may have forgotten a model that is configured no more; the configured one says so while it works. */
async function whyNotAsked(embedder: Embedder): Promise<string | undefined> {
  if (embedder === getEmbedder()) return undefined;
  try {
    await embedder.embed(["Does this server still have the model?"], "query", AbortSignal.timeout(20_000));
    return undefined;
  } catch (error) {
    return error instanceof EmbeddingError ? error.message : `The model ${embedder.model} did not answer.`;
  }
}

async function isChangeUnderWay(tx: TenantTx): Promise<boolean> {
  const rows = await tx
    .select({ id: embeddingRun.id })
    .from(embeddingRun)
    .where(inArray(embeddingRun.status, ["queued", "running"]));
  return rows.length > 0;
}
