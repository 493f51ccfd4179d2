import { notLike, sql } from "drizzle-orm";
import { getDatabase } from "../client";
import { user } from "../schema";
import { clear } from "./clear";
import { SEED_DOMAIN } from "./dev-data";
import { type IndexRepository, type SeededOrganization, seedDev } from "./seed";

export interface SeedOptions {
  indexRepository: IndexRepository;
  /** Whose connection empties the tables, when the user of DATABASE_URL does not own them. */
  migrationUrl: string | undefined;
  /** Delete people that no seed has made. */
  force: boolean;
}

/** Thrown before anything is changed. */
export class SeedRefusal extends Error {
  override readonly name = "SeedRefusal";
}

/** Clears the database and fills it with the dev data. Throws `SeedRefusal` when real people would go. */
export async function runDevSeed(options: SeedOptions): Promise<SeededOrganization[]> {
  if (!options.force) await refuseToDeletePeople();
  const { orm } = await getDatabase();
  await clear(orm, options.migrationUrl);
  return seedDev(orm, options.indexRepository);
}

/**
 * Makes sure of the rows that every installation needs, and touches nothing else. Returns how many it wrote: none, until
 * the first table of reference rows (prices of models) comes with its feature.
 */
export async function runProdSeed(): Promise<number> {
  await getDatabase();
  return 0;
}

/** Throws `SeedRefusal` while the database holds somebody whom no seed has made. */
export async function refuseToDeletePeople(): Promise<void> {
  const { orm } = await getDatabase();
  const [found] = await orm
    .select({ people: sql<number>`count(*)::int`, one: sql<string | null>`min(${user.email})` })
    .from(user)
    .where(notLike(user.email, `%@${SEED_DOMAIN}`));
  if (!found || found.people === 0) return;
  const who = found.people === 1 ? `${found.one}` : `${found.one} and ${found.people - 1} more`;
  throw new SeedRefusal(
    `This database holds real accounts (${who}), and everything in it would be deleted. ` +
      "Take a backup (npm run backup) and add --force if that is what you want.",
  );
}
