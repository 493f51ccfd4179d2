import { newId } from "./id";
import type { Connection } from "./open-connection";

/** A configured language model; `prices` in US dollars for a million tokens, by unit. */
export interface ModelSeed {
  provider: "openai-compatible" | "anthropic" | "google";
  apiModelId: string;
  displayName: string;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  prices: { unit: "input_token" | "output_token" | "cached_input_token"; price: string }[];
}

/**
 * Writes the configured models and their prices, as owner: nothing that runs later may change them. Others become
 * inactive and keep their sums. A price that differs from the one in force begins today; earlier days keep theirs.
 */
export async function seedModels(db: Pick<Connection, "query">, models: readonly ModelSeed[]): Promise<void> {
  await db.query(
    "update ai_model set is_active = false where is_active and not (api_model_id = any($1::text[]))",
    [models.map((model) => model.apiModelId)],
  );
  for (const model of models) {
    const { provider, apiModelId, displayName, contextWindow, maxOutputTokens } = model;
    const { rows } = await db.query(
      `insert into ai_model (id, provider, api_model_id, display_name, context_window, max_output_tokens)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (api_model_id) do update set provider = excluded.provider, display_name = excluded.display_name,
         context_window = excluded.context_window, max_output_tokens = excluded.max_output_tokens, is_active = true,
         updated_at = now()
       returning id`,
      [newId(), provider, apiModelId, displayName, contextWindow, maxOutputTokens],
    );
    for (const { unit, price } of model.prices) await seedPrice(db, { modelId: rows[0]?.id, unit, price });
  }
}

async function seedPrice(
  db: Pick<Connection, "query">,
  { modelId, unit, price }: { modelId: unknown; unit: string; price: string },
): Promise<void> {
  await db.query(
    `insert into ai_model_price (id, ai_model_id, unit, price)
     select $1, $2, $3, $4::numeric
     where $4::numeric is distinct from (
       select price from ai_model_price where ai_model_id = $2 and unit = $3 and effective_from <= current_date
       order by effective_from desc limit 1)
     on conflict (ai_model_id, unit, effective_from) do update set price = excluded.price, updated_at = now()`,
    [newId(), modelId, unit, price],
  );
}
