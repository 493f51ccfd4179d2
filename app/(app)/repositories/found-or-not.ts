import "server-only";
import { TRPCClientError } from "@trpc/client";
import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";

/** Gives the answer; one of NOT_FOUND becomes the page that says so, with its status. */
export async function foundOrNot<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const isMissing =
      (error instanceof TRPCError && error.code === "NOT_FOUND") ||
      (error instanceof TRPCClientError && error.data?.code === "NOT_FOUND");
    if (isMissing) notFound();
    throw error;
  }
}
