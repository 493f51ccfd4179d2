import { TRPCError } from "@trpc/server";
import { openSource } from "@/server/indexing/open-source";
import { IndexingRefusal } from "@/server/indexing/refusal";

// Longer than any archive within the limits takes to unpack here.
const CHECK_TIMEOUT_MS = 120_000;

/**
 * Opens a source once before anything is stored, so that a refusal leaves nothing half made. Throws BAD_REQUEST with
 * the reason and what to do.
 */
export async function checkSource(source: Parameters<typeof openSource>[0]): Promise<void> {
  try {
    const { cleanUp } = await openSource(source, AbortSignal.timeout(CHECK_TIMEOUT_MS));
    await cleanUp();
  } catch (error) {
    if (error instanceof IndexingRefusal)
      throw new TRPCError({ code: "BAD_REQUEST", message: error.message, cause: error });
    throw error;
  }
}
