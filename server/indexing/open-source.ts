import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { and, eq } from "drizzle-orm";
import { uploadPart } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { env } from "@/server/env";
import { fetchCommit } from "@/server/git/fetch-commit";
import type { FetchedRepository } from "@/server/git/git-guards";
import type { Tip } from "./find-tip";
import { listSource } from "./prepare-pool";
import { IndexingRefusal } from "./refusal";
import type { SourceListing } from "./source/listed-file";
import { makeTemporaryFolder } from "./temporary-folder";

/** Where the files come from. */
export interface SourceToOpen {
  organizationId: string;
  sourceKind: "git" | "upload" | "folder";
  url: string | null;
  uploadId: string | null;
  /** Of a git repository: the commit to read. */
  tip?: Tip | undefined;
}

export interface OpenSource {
  listing: SourceListing;
  /** The folder that every file must lie in; undefined for an unpacked archive, whose files we wrote ourselves. */
  root: string | undefined;
  /** Holds the blobs of a commit's files. */
  repository: FetchedRepository | undefined;
  /** The commit that was listed, and the branch it was found on. */
  at: { commit: string; branch: string | null } | undefined;
  /** Removes what was unpacked or fetched. */
  cleanUp: () => Promise<void>;
}

const onDisk = { repository: undefined, at: undefined };

/** Lists a run's source, unpacking an archive or fetching a commit first. Throws `IndexingRefusal` with what to do. */
export async function openSource(source: SourceToOpen, signal: AbortSignal): Promise<OpenSource> {
  switch (source.sourceKind) {
    case "folder": {
      const root = source.url ?? "";
      const listing = await listSource({ task: "folder", root, allowedParents: env.LOCAL_SOURCES }, signal);
      return { ...onDisk, listing, root, cleanUp: async () => {} };
    }
    case "upload":
      return openUpload(source, signal);
    case "git":
      return openCommit(source, signal);
  }
}

async function openCommit({ tip }: SourceToOpen, signal: AbortSignal): Promise<OpenSource> {
  if (!tip) throw new Error("A git repository is opened at a commit.");
  const { folder, remove } = await makeTemporaryFolder();
  try {
    const { repository, commit } = await fetchCommit(tip.remote, { head: tip.head, folder }, signal);
    const listing = await listSource({ task: "commit", repository, commit }, signal);
    return { listing, root: undefined, repository, at: { commit, branch: tip.head.branch }, cleanUp: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function openUpload(source: SourceToOpen, signal: AbortSignal): Promise<OpenSource> {
  if (source.uploadId === null) {
    throw new IndexingRefusal("The uploaded archive is not kept any more. Upload it again to index it anew.");
  }
  const { folder, remove } = await makeTemporaryFolder();
  try {
    const archivePath = path.join(folder, "archive");
    await writeArchive(source.organizationId, source.uploadId, archivePath);
    const targetDir = path.join(folder, "files");
    await mkdir(targetDir);
    const listing = await listSource({ task: "archive", archivePath, targetDir }, signal);
    await rm(archivePath);
    return { ...onDisk, listing, root: undefined, cleanUp: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Puts the parts of an upload together, one short transaction each. */
async function writeArchive(organizationId: string, uploadId: string, target: string): Promise<void> {
  const stream = createWriteStream(target, { flags: "wx", mode: 0o600 });
  for (let position = 0; ; position++) {
    const [part] = await withTenant({ organizationId, as: "agent" }, (tx) =>
      tx
        .select({ bytes: uploadPart.bytes })
        .from(uploadPart)
        .where(and(eq(uploadPart.uploadId, uploadId), eq(uploadPart.position, position))),
    );
    if (!part) break;
    if (!stream.write(part.bytes)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}
