import { TRPCError } from "@trpc/server";

// Deeper input than any procedure takes is left to its schema.
const MAX_DEPTH = 8;

/** Refuses texts that hold the character NUL, which Postgres stores nowhere. Throws BAD_REQUEST. */
export function refuseNul(input: unknown): void {
  if (!holdsNul(input, 0)) return;
  throw new TRPCError({
    code: "BAD_REQUEST",
    message: "The text holds the character NUL, which cannot be stored. Remove it and try again.",
  });
}

function holdsNul(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null || depth === MAX_DEPTH) return false;
  const parts: unknown[] = value instanceof FormData ? [...value.values()] : Object.values(value);
  return parts.some((part) => holdsNul(part, depth + 1));
}
