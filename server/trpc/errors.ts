import { TRPCError } from "@trpc/server";
import { sqlState, UNIQUE_VIOLATION } from "@/db/sql-state";
import { BlobStoreError } from "@/server/blob/blob-store";
import { log } from "@/server/log";

/** Turns nothing into NOT_FOUND: another organization's row looks like one that never existed. */
export function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) {
    throw new TRPCError({
      code: "NOT_FOUND",
      message: `This ${what} does not exist, or is not yours to see.`,
    });
  }
  return value;
}

/** Runs `work`; a unique key it violates becomes CONFLICT with `message`. */
export async function orConflict<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw new TRPCError({ code: "CONFLICT", message, cause: error });
    throw error;
  }
}

/** Runs `work`; a store of bytes that cannot be reached becomes SERVICE_UNAVAILABLE, and its reason stands in the log. */
export async function orStoreAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BlobStoreError)) throw error;
    log.error({ err: error }, "The store of uploaded files could not be used");
    throw new TRPCError({
      code: "SERVICE_UNAVAILABLE",
      message:
        "The store of uploaded files cannot be reached. Nothing was changed or lost: try again in a minute, and tell the " +
        "operator if it stays so.",
      cause: error,
    });
  }
}
