import { TRPCError } from "@trpc/server";
import { cache } from "react";
import { getCaller } from "@/app/_trpc/server";

/**
 * Who asks for the page, or undefined for a stranger; looked up once a request. A page is rendered even where the
 * layout sends a stranger away, so it asks too before it prefetches what would only be refused.
 */
export const getPerson = cache(async () => unless("UNAUTHORIZED", (await getCaller()).account.me()));

/** Turns one expected refusal into undefined; everything else goes on to the error screen. */
export async function unless<T>(code: TRPCError["code"], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError && error.code === code) return undefined;
    throw error;
  }
}
