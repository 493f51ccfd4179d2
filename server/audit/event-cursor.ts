import { z } from "zod";

const cursorSchema = z.object({ at: z.number().int().min(0).max(8.64e15), id: z.string().min(1).max(100) });

/** Where the next page of a ledger begins: after the event of this time and id, towards older ones. */
export type EventCursor = z.infer<typeof cursorSchema>;

export const encodeEventCursor = ({ createdAt, id }: { createdAt: Date; id: string }): string =>
  Buffer.from(JSON.stringify({ at: createdAt.getTime(), id })).toString("base64url");

/** A cursor as clients send it back. What is none of ours is bad input. */
export const eventCursorInput = z
  .string()
  .max(300)
  .transform((text, context): EventCursor => {
    try {
      const cursor = cursorSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
      if (cursor.success) return cursor.data;
    } catch {
      // No JSON: said below.
    }
    context.addIssue({ code: "custom", message: "This page marker is not one of ours. Start from the top." });
    return z.NEVER;
  });

/** One page out of rows of which one more was fetched, and where the next begins: null at the end. */
export function eventPage<T extends { createdAt: Date; id: string }>(rows: T[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeEventCursor(last) : null };
}
