import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { askRemote, type RemoteHead } from "@/server/git/ask-remote";
import { GitRefusal } from "@/server/git/refusal";
import type { Remote } from "@/server/git/with-remote";

const CHECK_TIMEOUT_MS = 60_000;

/**
 * Asks a git server for the branch before anything is stored, so that a refusal leaves nothing half made. Throws
 * BAD_REQUEST that names the field to change: `url`, `branch` or `token`.
 */
export async function checkRemote(remote: Remote): Promise<RemoteHead> {
  try {
    return await askRemote(remote, AbortSignal.timeout(CHECK_TIMEOUT_MS));
  } catch (error) {
    throw error instanceof GitRefusal ? badRequest(error) : error;
  }
}

/** A refusal of git as one of a form: the sentence at its field. */
export function badRequest({ field, message }: GitRefusal): TRPCError {
  const cause = new z.ZodRealError([{ code: "custom", path: [field], message, input: undefined }]);
  return new TRPCError({ code: "BAD_REQUEST", message, cause });
}
