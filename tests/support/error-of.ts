import { TRPCError } from "@trpc/server";

/** The refusal of a call that must not succeed. */
export const errorOf = async (work: Promise<unknown>): Promise<TRPCError> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: unknown) => {
      if (error instanceof TRPCError) return error;
      throw error;
    },
  );
