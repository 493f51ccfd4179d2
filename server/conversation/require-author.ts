import { TRPCError } from "@trpc/server";

/** FORBIDDEN for whoever reads a conversation without having begun it. */
export function requireAuthor<T extends { userId: string }>(conversation: T, userId: string): T {
  if (conversation.userId === userId) return conversation;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: "Only whoever began this conversation can do that. Ask them, or begin one of your own.",
  });
}
