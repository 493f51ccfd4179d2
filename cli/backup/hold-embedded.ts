import { lockDirectory } from "@/db/directory-lock";
import { env } from "@/server/env";
import { fail } from "../fail";

/** The directory of the embedded database, held for this command; undefined where DATABASE_URL names a server. */
export function holdEmbedded(): { directory: string; release: () => void } | undefined {
  if (!env.DATABASE_URL.startsWith("pglite:")) return undefined;
  const directory = env.DATABASE_URL.slice("pglite:".length);
  if (directory.startsWith("memory:")) fail("A database in memory has no files: there is nothing to keep.");
  try {
    return { directory, release: lockDirectory(directory) };
  } catch (error) {
    return fail(error);
  }
}

/** What a backup leaves out, in words. */
export const SECRETS_NOTE =
  "It does not hold the keys: keep secrets.json of the data directory (or your ENCRYPTION_KEY and BETTER_AUTH_SECRET) " +
  "in another safe place. Without them stored credentials cannot be read, and everybody signs in again.";
