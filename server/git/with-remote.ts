import { env } from "@/server/env";
import { AddressRefusal, checkAddress } from "@/server/network/check-address";
import { openPinnedProxy } from "@/server/network/pinned-proxy";
import { explainFailure } from "./explain-failure";
import { GitRefusal } from "./refusal";
import { type GitCommand, type GitResult, runGit } from "./run-git";

/** A repository elsewhere. `branch` null is the one its server calls the default. */
export interface Remote {
  url: string;
  branch: string | null;
  token: string | undefined;
}

export type RemoteCommand = Pick<GitCommand, "arguments" | "folder" | "limits">;

/**
 * Runs one git command against a remote, whose host is resolved and checked once and reached through a proxy that
 * leads to nothing else. Throws GitRefusal unless it succeeds; `disk` is for the caller to explain.
 */
export async function withRemote(
  remote: Remote,
  command: RemoteCommand,
  signal: AbortSignal,
): Promise<GitResult> {
  const { url, token } = remote;
  const host = await checkAddress(new URL(url), { privateHosts: env.GIT_PRIVATE_HOSTS }).catch(
    (error: unknown) => {
      if (error instanceof AddressRefusal)
        throw new GitRefusal("unknown_host", error.message, { cause: error });
      throw error;
    },
  );
  const proxy = await openPinnedProxy(host);
  try {
    const settings: [string, string][] = [["http.proxy", proxy.url]];
    const result = await runGit(
      { ...command, settings, token, caFile: env.GIT_CA_FILE, searchPath: env.PATH },
      signal,
    );
    if (result.stopped === "disk" || (result.status === 0 && result.stopped === undefined)) return result;
    throw explainFailure({ result, url, token, unreachable: proxy.unreachable() });
  } finally {
    await proxy.close();
  }
}
