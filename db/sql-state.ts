/** The SQLSTATE of a database error, found through the wrappers of driver and ORM; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^[0-9A-Z]{5}$/.test(cause.code))
      return cause.code;
  }
  return undefined;
}

export const UNIQUE_VIOLATION = "23505";

// Connections (08), resources (53), an operator's shutdown (57P), lost races (40): all pass with time.
const passingStates = /^(08|53|57P|40)/;
const passingCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/** Whether the same work may succeed in a moment: the database was away, or another transaction came first. */
export function isPassing(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined && passingStates.test(state)) return true;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && passingCodes.has(cause.code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(cause.message)) return true;
  }
  return false;
}
