import { createHash } from "node:crypto";
import { z } from "zod";

export const MAX_RESULTS = 200;

const cursorSchema = z.object({
  index: z.string().max(64),
  query: z.string().max(64),
  rank: z.number().int().min(0).max(MAX_RESULTS),
  /** Of an answer that was cut: whether it came from memory. */
  isHeld: z.boolean().optional(),
});

/** Where the next page begins: which state of the index, which question, and the rank of its first result. */
export type Cursor = z.infer<typeof cursorSchema>;

export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** The cursor in a text, or undefined when it is none of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

/** A short name for a value: equal values, equal names. */
export const fingerprint = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
