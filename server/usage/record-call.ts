import { eq, sql } from "drizzle-orm";
import { aiCallDetail, aiModel, aiUsage } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { TokenUsage } from "@/server/model/stream-model";

export interface MadeCall {
  organizationId: string;
  /** On whose behalf. */
  userId: string | null;
  /** Who may read what was sent: `organization`, or the id of the one person the conversation is for. */
  audience: string;
  apiModelId: string;
  feature: string;
  usage: TokenUsage;
  latencyMs: number;
  /** As the provider says, or `failed:<reason>` or `cancelled`. */
  stopReason: string;
  correlationId: string;
  systemPrompt: string;
  request: Record<string, unknown>;
  response: Record<string, unknown> | null;
  thinkingBlocks?: Record<string, unknown> | null;
}

/**
 * Writes a call of a language model into the ledger, failed ones too, with what was sent and received beside it.
 * The cost comes from the prices in force today; null where the model has none. Returns the row's id.
 */
export async function recordCall(tx: TenantTx, call: MadeCall): Promise<string> {
  const [model] = await tx
    .select({ id: aiModel.id })
    .from(aiModel)
    .where(eq(aiModel.apiModelId, call.apiModelId));
  if (!model)
    throw new Error(`The model ${call.apiModelId} was called, and is not among the configured ones.`);
  const { inputTokens, outputTokens, cachedInputTokens } = call.usage;
  const [written] = await tx
    .insert(aiUsage)
    .values({
      ...{
        organizationId: call.organizationId,
        userId: call.userId,
        aiModelId: model.id,
        feature: call.feature,
      },
      ...{ inputTokens, outputTokens, cachedInputTokens, latencyMs: Math.round(call.latencyMs) },
      ...{ stopReason: call.stopReason.slice(0, 100), correlationId: call.correlationId },
      cost: costOf(model.id, call.usage) as unknown as string,
    })
    .returning({ id: aiUsage.id });
  if (!written) throw new Error("A call of a model was not written down.");
  await tx.insert(aiCallDetail).values({
    ...{ organizationId: call.organizationId, audience: call.audience, aiUsageId: written.id },
    ...{ systemPrompt: call.systemPrompt, request: call.request, response: call.response },
    thinkingBlocks: call.thinkingBlocks ?? null,
  });
  return written.id;
}

/** Dollars, rounded to a millionth. Cached input without a price of its own costs what input costs. */
function costOf(modelId: string, { inputTokens, outputTokens, cachedInputTokens }: TokenUsage) {
  const price = (unit: string) =>
    sql`(select price from ai_model_price where ai_model_id = ${modelId} and unit = ${unit} and effective_from <= current_date
      order by effective_from desc limit 1)`;
  const fresh = Math.max(0, inputTokens - cachedInputTokens);
  return sql`round((${fresh}::numeric * ${price("input_token")}
    + ${cachedInputTokens}::numeric * coalesce(${price("cached_input_token")}, ${price("input_token")})
    + ${outputTokens}::numeric * ${price("output_token")}) / 1000000, 6)`;
}
