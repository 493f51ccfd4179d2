import { devNull } from "node:os";

// Imported by worker threads as well: relatively, and knowing nothing of the environment.

/** A bare repository that was fetched here, and where the git program is looked for (a PATH). */
export interface FetchedRepository {
  folder: string;
  searchPath: string;
}

/**
 * Settings that win over every file git might read: nothing is run, followed or kept, and a server's objects are
 * checked before they are stored. None of them is secret, so they travel as arguments.
 */
const GUARDS = {
  "core.hooksPath": devNull,
  "core.symlinks": "false",
  "core.fsmonitor": "false",
  "core.attributesFile": devNull,
  "core.logAllRefUpdates": "false",
  // An empty helper drops those that were named before it.
  "credential.helper": "",
  "protocol.allow": "never",
  "protocol.https.allow": "always",
  "http.followRedirects": "false",
  "http.sslVerify": "true",
  // A server sends a few bytes every five seconds while it packs; one that sends none for a minute has stopped.
  "http.lowSpeedLimit": "1",
  "http.lowSpeedTime": "60",
  "transfer.fsckObjects": "true",
  "fetch.fsckObjects": "true",
  "fetch.recurseSubmodules": "false",
  "submodule.recurse": "false",
  "transfer.bundleURI": "false",
  // One pack instead of a file for each object, and no housekeeping for a folder that soon goes.
  "fetch.unpackLimit": "1",
  "gc.auto": "0",
  "maintenance.auto": "false",
  // Large blobs pass through instead of being held in memory.
  "core.bigFileThreshold": "1m",
  "core.deltaBaseCacheLimit": "32m",
  "core.packedGitWindowSize": "32m",
  "core.packedGitLimit": "256m",
  "pack.threads": "1",
};

/** Arguments of git before its command. `more` comes last and wins; a key may stand there twice. */
export function guardArguments(more: readonly (readonly [key: string, value: string])[] = []): string[] {
  return [...Object.entries(GUARDS), ...more].flatMap(([key, value]) => ["-c", `${key}=${value}`]);
}

/** The whole environment of a git process: nothing of ours, no configuration of the machine's, English messages. */
export function guardEnvironment(searchPath: string, reach: "https" | "offline"): NodeJS.ProcessEnv {
  const environment: Record<string, string> = {
    PATH: searchPath,
    HOME: devNull,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: reach === "https" ? "https" : "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
  };
  // Next's types demand a NODE_ENV, which git has no use for.
  return environment as NodeJS.ProcessEnv;
}
