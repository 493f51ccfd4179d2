import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/server/env";
import { defaultSourceLimits, sizeInWords } from "@/server/indexing/source/limits";
import type { RemoteHead } from "./ask-remote";
import { type FetchedRepository, guardArguments, guardEnvironment } from "./git-guards";
import { GitRefusal } from "./refusal";
import type { GitLimits } from "./run-git";
import { type Remote, withRemote } from "./with-remote";

const TIP = "refs/carrel/tip";

export const fetchLimits: GitLimits = {
  maxDiskBytes: defaultSourceLimits.maxTotalBytes,
  maxOutputBytes: 64 * 1024,
  timeoutMs: 10 * 60_000,
};

/**
 * Fetches one branch, one commit deep, into a bare repository in `folder` (empty, the caller's to delete). Nothing is
 * checked out. Gives the commit that came, which may be younger than the one that was asked for. Throws GitRefusal.
 */
export async function fetchCommit(
  remote: Remote,
  { head, folder, limits = fetchLimits }: { head: RemoteHead; folder: string; limits?: GitLimits },
  signal: AbortSignal,
): Promise<{ repository: FetchedRepository; commit: string }> {
  await initialize(folder, head.commit.length === 64 ? "sha256" : "sha1");
  const configuration = path.join(folder, "config");
  const before = await readFile(configuration);
  // Asks the server to keep back what would be skipped anyway; many do, and nothing relies on it.
  const filter = `--filter=blob:limit=${defaultSourceLimits.maxFileBytes + 1}`;
  const source = head.branch === null ? "HEAD" : `refs/heads/${head.branch}`;
  const { stopped } = await withRemote(
    remote,
    {
      arguments: [
        ...["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"],
        ...["--no-auto-gc", filter, "--", head.url, `+${source}:${TIP}`],
      ],
      folder,
      limits,
    },
    signal,
  );
  if (stopped === "disk") throw tooLarge(limits);
  // The filter has made the remote one that missing blobs are fetched from on demand: they must stay missing.
  await writeFile(configuration, before);
  const commit = (await readFile(path.join(folder, TIP), "utf8")).trim();
  return { repository: { folder, searchPath: env.PATH }, commit };
}

async function initialize(folder: string, format: "sha1" | "sha256"): Promise<void> {
  const child = spawn(
    "git",
    [...guardArguments(), "init", "--quiet", "--bare", "--template=", `--object-format=${format}`, folder],
    { cwd: folder, env: guardEnvironment(env.PATH, "offline"), stdio: "ignore" },
  );
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new GitRefusal("failed", "Git could not make a repository in the data directory.");
}

function tooLarge({ maxDiskBytes }: GitLimits): GitRefusal {
  return new GitRefusal(
    "too_large",
    `The repository comes to more than ${sizeInWords(maxDiskBytes)}. Move data and build output out of it, or add an archive of the part that matters.`,
  );
}
