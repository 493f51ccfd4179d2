import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { and, eq } from "drizzle-orm";
import { uploadPart } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { env } from "@/server/env";
import { listSource } from "./prepare-pool";
import { IndexingRefusal } from "./refusal";
import type { SourceListing } from "./source/listed-file";

/** Where the files come from. */
export interface SourceToOpen {
  organizationId: string;
  sourceKind: "git" | "upload" | "folder";
  url: string | null;
  uploadId: string | null;
}

export interface OpenSource {
  listing: SourceListing;
  /** The folder that every file must lie in; undefined for an unpacked archive, whose files we wrote ourselves. */
  root: string | undefined;
  /** Removes what was unpacked. */
  cleanUp: () => Promise<void>;
}

/** Lists a run's source, unpacking an archive first. Throws `IndexingRefusal` with what to do. */
export async function openSource(source: SourceToOpen, signal: AbortSignal): Promise<OpenSource> {
  switch (source.sourceKind) {
    case "folder": {
      const root = source.url ?? "";
      const listing = await listSource({ task: "folder", root, allowedParents: env.LOCAL_SOURCES }, signal);
      return { listing, root, cleanUp: async () => {} };
    }
    case "upload":
      return openUpload(source, signal);
    case "git":
      throw new IndexingRefusal(
        "Git repositories are not part of this version. Upload an archive of the repository instead.",
      );
  }
}

async function openUpload(source: SourceToOpen, signal: AbortSignal): Promise<OpenSource> {
  if (source.uploadId === null) {
    throw new IndexingRefusal("The uploaded archive is not kept any more. Upload it again to index it anew.");
  }
  const parent = path.join(env.DATA_DIR, "tmp");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, `${process.pid}-`));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  try {
    const archivePath = path.join(folder, "archive");
    await writeArchive(source.organizationId, source.uploadId, archivePath);
    const targetDir = path.join(folder, "files");
    await mkdir(targetDir);
    const listing = await listSource({ task: "archive", archivePath, targetDir }, signal);
    await rm(archivePath);
    return { listing, root: undefined, cleanUp };
  } catch (error) {
    await cleanUp();
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
