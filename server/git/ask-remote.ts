import { makeTemporaryFolder } from "@/server/indexing/temporary-folder";
import { GitRefusal } from "./refusal";
import { branchName } from "./remote-address";
import { askLimits } from "./run-git";
import { type Remote, withRemote } from "./with-remote";

export interface RemoteHead {
  /** Where the repository answered: the address that was asked, perhaps with `.git` behind it. */
  url: string;
  /** In hex: 40 digits, or 64 in a repository that uses SHA-256. */
  commit: string;
  /** The branch that was found; null where the server's default is no branch (a detached HEAD). */
  branch: string | null;
}

/** The commit a branch is at, without fetching anything (git ls-remote). Throws GitRefusal with what to do. */
export async function askRemote(remote: Remote, signal: AbortSignal): Promise<RemoteHead> {
  try {
    return await ask(remote, signal);
  } catch (error) {
    // Some servers send the address of the page to the one of the repository: on the same host, so it is no detour.
    const isRedirect = error instanceof GitRefusal && error.code === "redirect";
    if (!isRedirect || remote.url.endsWith(".git")) throw error;
    return ask({ ...remote, url: `${remote.url}.git` }, signal).catch(() => {
      throw error;
    });
  }
}

async function ask(remote: Remote, signal: AbortSignal): Promise<RemoteHead> {
  const { url, branch } = remote;
  const { folder, remove } = await makeTemporaryFolder();
  try {
    const wanted = branch === null ? "HEAD" : `refs/heads/${branch}`;
    const { stdout } = await withRemote(
      remote,
      { arguments: ["ls-remote", "--symref", "--", url, "HEAD", wanted], folder, limits: askLimits },
      signal,
    );
    const { commits, defaultBranch } = readRefs(stdout);
    const commit = commits.get(wanted);
    if (commit !== undefined) return { url, commit, branch: branch ?? defaultBranch };
    // A repository without a commit lists nothing at all; a new branch elsewhere leaves HEAD without one.
    const isEmpty = commits.size === 0 && !(await hasBranches(remote, folder, signal));
    throw isEmpty ? empty() : missingBranch(branch ?? defaultBranch);
  } finally {
    await remove();
  }
}

async function hasBranches(remote: Remote, folder: string, signal: AbortSignal): Promise<boolean> {
  const command = { arguments: ["ls-remote", "--heads", "--", remote.url], folder, limits: askLimits };
  return (await withRemote(remote, command, signal)).stdout.trim() !== "";
}

function readRefs(stdout: string): { commits: Map<string, string>; defaultBranch: string | null } {
  const commits = new Map<string, string>();
  let defaultBranch: string | null = null;
  for (const line of stdout.split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    if (value.startsWith("ref: refs/heads/") && name === "HEAD") {
      // The server's word, which ends up in a refspec: what is no branch is as good as none.
      defaultBranch = branchName.safeParse(value.slice(16)).data ?? null;
    }
    if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) commits.set(name, value);
  }
  return { commits, defaultBranch };
}

const empty = () =>
  new GitRefusal("empty", "The repository holds no commit yet. Push to it, then try again.");

const missingBranch = (branch: string | null) =>
  new GitRefusal(
    "branch_missing",
    branch === null
      ? "The repository says no default branch. Name one."
      : `The repository has no branch ${branch}. Check the spelling, or leave it out for the server's default.`,
  );
