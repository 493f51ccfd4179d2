import { and, eq } from "drizzle-orm";
import { repository } from "@/db/schema";
import { askRemote, type RemoteHead } from "@/server/git/ask-remote";
import { openToken } from "@/server/git/repository-token";
import type { Remote } from "@/server/git/with-remote";
import { type Claim, withLease } from "./run-state";

/** A branch of a remote, and where it is now. */
export interface Tip {
  remote: Remote;
  head: RemoteHead;
}

/** Asks the server of a git repository where its branch is. Throws GitRefusal with what to do. */
export async function findTip(claim: Claim, signal: AbortSignal): Promise<Tip> {
  const remote = {
    url: claim.url ?? "",
    branch: claim.defaultBranch,
    token: await tokenOf(claim),
  };
  return { remote, head: await askRemote(remote, signal) };
}

/** The token in clear; one that only an old key opens is stored anew. */
async function tokenOf({ lease, repositoryId, credential }: Claim): Promise<string | undefined> {
  if (credential === null) return undefined;
  const { organizationId } = lease;
  const { token, renewed } = openToken(credential, { organizationId, repositoryId });
  if (renewed !== undefined) {
    await withLease(lease, {}, async (tx) => {
      // Only if it is still the one that was read: a person may have entered another meanwhile.
      await tx
        .update(repository)
        .set({ credential: renewed })
        .where(and(eq(repository.id, repositoryId), eq(repository.credential, credential)));
    });
  }
  return token;
}

/** Whether the published generation was made of this commit. */
export const isIndexedAt = (claim: Claim, commit: string): boolean => claim.lastIndexedCommit === commit;
