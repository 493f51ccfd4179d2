import { type SQL, sql } from "drizzle-orm";
import { type ModelSeed, seedModels } from "@/db/seed-models";
import { asOwner } from "./proof/owner";

/** Writes language models and prices as migrate does, in a database that is open already. */
export const seedModelsAsOwner = (models: readonly ModelSeed[]): Promise<void> =>
  asOwner((tx) =>
    seedModels(
      { query: async (text, values = []) => (await tx.execute(bind(text, values))) as never },
      models,
    ),
  );

/** A statement with numbered places, as drizzle wants it. */
function bind(text: string, values: readonly unknown[]): SQL {
  const parts = text.split(/\$(\d+)/).map((part, index) => {
    if (index % 2 === 0) return sql.raw(part);
    const value = values[Number(part) - 1];
    return sql`${Array.isArray(value) ? sql.param(`{${value.map((one) => JSON.stringify(one)).join(",")}}`) : value}`;
  });
  return sql.join(parts);
}
