import { and, eq, isNull, ne } from "drizzle-orm";
import { chunkSignature, repository } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
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

/** Whether the published generation was made of this commit, with the embedding model of today. */
export async function isIndexedAt(claim: Claim, commit: string): Promise<boolean> {
  if (claim.lastIndexedCommit !== commit) return false;
  const { model } = getEmbedder();
  const others = await withTenant({ organizationId: claim.lease.organizationId, as: "agent" }, (tx) =>
    tx
      .select({ chunkId: chunkSignature.chunkId })
      .from(chunkSignature)
      .where(
        and(
          eq(chunkSignature.repositoryId, claim.repositoryId),
          isNull(chunkSignature.lastGeneration),
          ne(chunkSignature.embeddingModel, model),
        ),
      )
      .limit(1),
  );
  return others.length === 0;
}
