import { eq } from "drizzle-orm";
import { embeddingSetting } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { embedderFor, getEmbedder } from "@/server/ai/get-embedder";

/** Which model's vectors an organization's searches meet, and whether some of them still stand in the shadow. */
export interface ActiveModel {
  model: string;
  isMoving: boolean;
}

/** What searches use. An organization without anything indexed has no row yet: the configured model then. */
export async function readActiveModel(tx: TenantTx): Promise<ActiveModel> {
  const [row] = await tx
    .select({ model: embeddingSetting.model, isMoving: embeddingSetting.isMoving })
    .from(embeddingSetting);
  return row ?? { model: getEmbedder().model, isMoving: false };
}

/** As `readActiveModel`, and writes down the configured model where none was; for background work. */
export async function ensureActiveModel(tx: TenantTx, organizationId: string): Promise<ActiveModel> {
  await tx
    .insert(embeddingSetting)
    .values({ organizationId, model: getEmbedder().model })
    .onConflictDoNothing({ target: embeddingSetting.organizationId });
  return readActiveModel(tx);
}

/**
 * As `readActiveModel`, and nobody changes it before the caller's transaction has ended. `as: "writer"` shares it with other
 * writers of chunks; only a switch wants it alone.
 */
export async function lockActiveModel(
  tx: TenantTx,
  organizationId: string,
  as: "writer" | "switch",
): Promise<ActiveModel> {
  const [row] = await tx
    .select({ model: embeddingSetting.model, isMoving: embeddingSetting.isMoving })
    .from(embeddingSetting)
    .where(eq(embeddingSetting.organizationId, organizationId))
    .for(as === "switch" ? "update" : "share");
  return row ?? { model: getEmbedder().model, isMoving: false };
}

/**
 * The names under which vectors stand that a question to the active model may meet: its own, and that of the same model
 * given a newer version of the text, which is what index runs write before all is made anew.
 */
export function modelsToSearch(active: string): string[] {
  return [...new Set([active, embedderFor(active)?.model ?? active])];
}
