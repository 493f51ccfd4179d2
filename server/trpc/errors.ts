import { TRPCError } from "@trpc/server";
import { sqlState, UNIQUE_VIOLATION } from "@/db/sql-state";

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
