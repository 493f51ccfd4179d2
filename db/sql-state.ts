/** The SQLSTATE of a database error, found through the wrappers of driver and ORM; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^[0-9A-Z]{5}$/.test(cause.code))
      return cause.code;
  }
  return undefined;
}

export const UNIQUE_VIOLATION = "23505";

// Lost races (40) and resources (53) pass with time as well.
const passingStates = /^(40|53)/;

/** Whether the same work may succeed in a moment: the database was away, or another transaction came first. */
export function isPassing(error: unknown): boolean {
  const state = sqlState(error);
  return (state !== undefined && passingStates.test(state)) || isConnectionLost(error);
}

// Connections (08), an operator's shutdown (57P).
const lostStates = /^(08|57P)/;
const lostCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "EAI_AGAIN"]);
const lostWords =
  /Connection terminated|timeout exceeded when trying to connect|is not queryable|server conn crashed/;

/** Whether the connection went, or none could be made: whatever was under way is unfinished, or done and unheard of. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined && lostStates.test(state)) return true;
  let cause: unknown = error;
  for (; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && lostCodes.has(cause.code)) return true;
    if (lostWords.test(cause.message)) return true;
  }
  // A WebSocket says only that something was wrong with it.
  return cause instanceof Event && cause.type === "error";
}
