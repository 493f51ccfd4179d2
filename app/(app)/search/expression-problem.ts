import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "@/server/router";

/** What is wrong with an expression, and the place to blame in the text as it was asked. */
export interface ExpressionProblem {
  message: string;
  position: number;
}

/** The problem, if it was an expression that the server refused at one place. */
export function expressionProblem(error: unknown): ExpressionProblem | undefined {
  if (!isAnswer(error)) return undefined;
  const position = error.data?.position;
  return typeof position === "number" ? { message: error.message, position } : undefined;
}

const isAnswer = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;
