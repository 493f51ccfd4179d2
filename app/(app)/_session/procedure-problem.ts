import { TRPCClientError } from "@trpc/client";
import { authProblems } from "@/app/_messages/auth";
import type { Problem } from "@/app/(auth)/auth-problem";

/** What a failed call of a procedure tells a person: the server's own sentence, or that no answer came. */
export function procedureProblem(error: unknown): Problem {
  const isAnswer = error instanceof TRPCClientError && error.data !== undefined && error.data !== null;
  return { message: isAnswer ? error.message : authProblems.offline };
}
