import { TRPCClientError } from "@trpc/client";
import { addMessages } from "@/app/_messages/repositories";
import type { AppRouter } from "@/server/router";

/** What a failed call tells a person: the server's own sentence, its code, and the fields it speaks of. */
export type CallProblem = { message: string; code: string | undefined; fields: Record<string, string> };

export function problemOf(error: unknown): CallProblem {
  if (!isAnswer(error)) return { message: addMessages.offline, code: undefined, fields: {} };
  const given: Record<string, string[] | undefined> = error.data?.fields ?? {};
  const fields = Object.entries(given).flatMap(([field, sentences]) =>
    sentences?.[0] === undefined ? [] : [[field, sentences[0]]],
  );
  return { message: error.message, code: error.data?.code, fields: Object.fromEntries(fields) };
}

/** Whether the server itself answered; false when the connection broke. */
export function isAnswer(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError && error.data !== undefined && error.data !== null;
}
