import { newId } from "@/db/columns";
import { aiCallDetail, aiModel, aiUsage, usageCounter, usageEvent } from "@/db/schema";
import type { OwnerTx } from "./owner";

/** One call of a model, its detail for `audience`, and a count, in all of whose texts the mark stands. */
export async function fillUsage(
  tx: OwnerTx,
  {
    organizationId,
    userId,
    mark,
    audience,
  }: { organizationId: string; userId: string; mark: string; audience: string },
): Promise<void> {
  // Models belong to nobody, so they say no mark.
  const [model] = await tx
    .insert(aiModel)
    .values({
      provider: "openai-compatible",
      apiModelId: "proof/model",
      displayName: "Proof",
      isActive: false,
    })
    .onConflictDoUpdate({ target: aiModel.apiModelId, set: { isActive: false } })
    .returning({ id: aiModel.id });
  const usageId = newId();
  await tx.insert(aiUsage).values({
    ...{ id: usageId, organizationId, userId, aiModelId: model?.id ?? "", feature: "answer" },
    ...{ latencyMs: 1, stopReason: mark, correlationId: crypto.randomUUID() },
  });
  await tx.insert(aiCallDetail).values({
    ...{ organizationId, aiUsageId: usageId, audience, systemPrompt: mark },
    ...{ request: { mark }, response: { mark }, thinkingBlocks: { mark } },
  });
  await tx
    .insert(usageEvent)
    .values({ organizationId, eventType: "proof.fill", quantity: 1, idempotencyKey: `${mark}-${usageId}` });
  await tx
    .insert(usageCounter)
    .values({ organizationId, metric: mark, periodStart: "2026-01-01", used: 1 })
    .onConflictDoNothing();
}
