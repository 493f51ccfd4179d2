import { TRPCError } from "@trpc/server";
import { found } from "@/server/trpc/errors";

/** NOT_FOUND without a conversation, FORBIDDEN for whoever reads it without having begun it. */
export function requireAuthor<T extends { userId: string }>(conversation: T | undefined, userId: string): T {
  const row = found(conversation, "conversation");
  if (row.userId === userId) return row;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: "Only whoever began this conversation can do that. Ask them, or begin one of your own.",
  });
}
