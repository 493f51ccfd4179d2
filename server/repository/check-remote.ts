import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { askRemote, type RemoteHead } from "@/server/git/ask-remote";
import { GitRefusal } from "@/server/git/refusal";
import type { Remote } from "@/server/git/with-remote";

const CHECK_TIMEOUT_MS = 60_000;
// Each is a process that may wait for a slow server.
const MAX_AT_ONCE = 4;

const underWay = new Map<string, number>();

/**
 * Asks a git server for the branch before anything is stored, so that a refusal leaves nothing half made. Throws
 * BAD_REQUEST that names the field to change: `url`, `branch` or `token`; TOO_MANY_REQUESTS while an organization has
 * several questions under way.
 */
export async function checkRemote(organizationId: string, remote: Remote): Promise<RemoteHead> {
  const others = underWay.get(organizationId) ?? 0;
  if (others >= MAX_AT_ONCE) {
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: `${MAX_AT_ONCE} git servers are being asked for your organization already. Try again in a minute.`,
    });
  }
  underWay.set(organizationId, others + 1);
  try {
    return await askRemote(remote, AbortSignal.timeout(CHECK_TIMEOUT_MS));
  } catch (error) {
    throw error instanceof GitRefusal ? badRequest(error) : error;
  } finally {
    const left = (underWay.get(organizationId) ?? 1) - 1;
    if (left === 0) underWay.delete(organizationId);
    else underWay.set(organizationId, left);
  }
}

/** A refusal of git as one of a form: the sentence at its field. */
export function badRequest({ field, message }: GitRefusal): TRPCError {
  const cause = new z.ZodRealError([{ code: "custom", path: [field], message, input: undefined }]);
  return new TRPCError({ code: "BAD_REQUEST", message, cause });
}
