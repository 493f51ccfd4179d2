import { and, count, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { documentChunk, file, indexRun, repository } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import type { Embedder } from "@/server/ai/embedder";
import type { FetchedRepository } from "@/server/git/git-guards";
import { LeaseLost } from "./refusal";
import type { ListedFile, SourceListing } from "./source/listed-file";

/** Which run, and the token that lets this worker write for it. */
export interface Lease {
  organizationId: string;
  runId: string;
  token: string;
}

export interface Claim {
  lease: Lease;
  repositoryId: string;
  uploadId: string | null;
  sourceKind: "git" | "upload" | "folder";
  url: string | null;
  /** The branch to read; null is the server's default. */
  defaultBranch: string | null;
  /** Sealed, as it is stored. */
  credential: string | null;
  /** What the published generation was made of. */
  lastIndexedCommit: string | null;
  /** The generation this run builds. */
  generation: number;
  /** What it has had embedded before it was interrupted. */
  embeddings: number;
}

/** A file as the newest rows know it, published or being built. */
export interface KnownFile {
  id: string;
  contentHash: string;
  firstGeneration: number;
  isSkipped: boolean;
  /** Whether the names it declares were stored: not so in files indexed before there was a table for them. */
  hasSymbols: boolean;
}

/** What is done so far, as people see it. */
export interface Counts {
  filesTotal: number;
  filesIndexed: number;
  filesUnchanged: number;
  filesSkipped: number;
  filesRemoved: number;
  chunks: number;
  embeddings: number;
}

export const noCounts: Counts = {
  filesTotal: 0,
  filesIndexed: 0,
  filesUnchanged: 0,
  filesSkipped: 0,
  filesRemoved: 0,
  chunks: 0,
  embeddings: 0,
};

/** A run while this process works on it; kept between slices, built anew after a restart. */
export interface RunState extends Claim {
  /** Makes the vectors of new chunks: the model that searches use. */
  embedder: Embedder;
  listing: SourceListing;
  root: string | undefined;
  repository: FetchedRepository | undefined;
  /** What a git source was read at. */
  at: { commit: string; branch: string | null } | undefined;
  known: Map<string, KnownFile>;
  /** Whether the generation being built differs from the published one. */
  hasChanged: boolean;
  queue: ListedFile[];
  next: number;
  counts: Counts;
  /** When the counts were stored last, in milliseconds since 1970. */
  savedMs: number;
  cleanUp: () => Promise<void>;
}

/** Takes the run for this worker; undefined when it is over. Whoever held it before can no longer write. */
export async function claimRun(organizationId: string, runId: string): Promise<Claim | undefined> {
  const token = newId();
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const [run] = await tx
      .update(indexRun)
      .set({ status: "running", leaseToken: token, startedAt: sql`coalesce(${indexRun.startedAt}, now())` })
      .where(and(eq(indexRun.id, runId), inArray(indexRun.status, ["queued", "running"])))
      .returning({
        repositoryId: indexRun.repositoryId,
        uploadId: indexRun.uploadId,
        generation: indexRun.generation,
        embeddings: indexRun.embeddings,
      });
    if (!run) return undefined;
    const [source] = await tx
      .update(repository)
      .set({ indexingStatus: "running" })
      .where(eq(repository.id, run.repositoryId))
      .returning({
        sourceKind: repository.sourceKind,
        url: repository.url,
        defaultBranch: repository.defaultBranch,
        credential: repository.credential,
        lastIndexedCommit: repository.lastIndexedCommit,
      });
    return source ? { lease: { organizationId, runId, token }, ...run, ...source } : undefined;
  });
}

/** Runs `work` in a transaction that only the holder of the lease can commit. Throws `LeaseLost`. */
export function withLease<T>(
  lease: Lease,
  changes: Partial<Counts> & { phase?: "waiting" | "listing" | "indexing" | "publishing" },
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return withTenant({ organizationId: lease.organizationId, as: "agent" }, async (tx) => {
    const [held] = await tx
      .update(indexRun)
      .set({ ...changes, leaseToken: lease.token })
      .where(
        and(
          eq(indexRun.id, lease.runId),
          eq(indexRun.leaseToken, lease.token),
          eq(indexRun.status, "running"),
        ),
      )
      .returning({ id: indexRun.id });
    if (!held) throw new LeaseLost();
    return work(tx);
  });
}

/** Whether the lease still holds: asked every second, so that a cancelled run stops soon. */
export function holdsLease({ organizationId, runId, token }: Lease): Promise<boolean> {
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const rows = await tx
      .select({ id: indexRun.id })
      .from(indexRun)
      .where(and(eq(indexRun.id, runId), eq(indexRun.leaseToken, token), eq(indexRun.status, "running")));
    return rows.length > 0;
  });
}

/**
 * The newest row of every file: what a new generation is compared with, and where a killed run goes on; `hasChanged`
 * when an interrupted run has already built or ended rows for this generation, and how many chunks it has built.
 */
export function loadKnownFiles({
  lease: { organizationId },
  repositoryId,
  generation,
}: Claim): Promise<Pick<RunState, "known" | "hasChanged"> & { chunks: number }> {
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const rows = await tx
      .select({
        id: file.id,
        path: file.path,
        contentHash: file.contentHash,
        firstGeneration: file.firstGeneration,
        hasSymbols: file.hasSymbols,
        isSkipped: sql<boolean>`${file.skippedReason} is not null`,
      })
      .from(file)
      .where(and(eq(file.repositoryId, repositoryId), isNull(file.lastGeneration)));
    const begun = await tx
      .select({ id: file.id })
      .from(file)
      .where(
        and(
          eq(file.repositoryId, repositoryId),
          or(eq(file.firstGeneration, generation), eq(file.lastGeneration, generation - 1)),
        ),
      )
      .limit(1);
    const known = new Map(rows.map(({ path, ...file }) => [path, file]));
    if (begun.length === 0) return { known, hasChanged: false, chunks: 0 };
    const [built] = await tx
      .select({ chunks: count() })
      .from(documentChunk)
      .where(
        and(
          eq(documentChunk.repositoryId, repositoryId),
          eq(documentChunk.firstGeneration, generation),
          isNull(documentChunk.lastGeneration),
        ),
      );
    return { known, hasChanged: true, chunks: built?.chunks ?? 0 };
  });
}
