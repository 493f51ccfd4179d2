import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { env } from "@/server/env";
import { hasKeys } from "../leave-secrets-alone";
import type { Finding } from "./finding";
import { judgeAddress, judgeSecrets, judgeSources } from "./judge-configuration";
import { judgeDisk, judgeGit, judgeMachine } from "./judge-machine";

/** What needs no database: the machine, its disk and the configuration. */
export function checkMachine(): Finding[] {
  const { platform, arch, versions } = process;
  const missing = env.LOCAL_SOURCES.filter((folder) => !isFolder(folder));
  return [
    ...judgeMachine({ platform, arch, nodeVersion: versions.node }),
    judgeGit(gitVersion()),
    judgeDisk(env.DATA_DIR, freeBytes(env.DATA_DIR)),
    judgeSecrets({ ...readSecretsFile(), hasKeys, isEmbedded: env.DATABASE_URL.startsWith("pglite:") }),
    judgeAddress(env.BETTER_AUTH_URL),
    judgeSources(env.LOCAL_SOURCES, missing),
  ];
}

/** Looked for where the product looks for it. */
function gitVersion(): string | undefined {
  const { status, stdout } = spawnSync("git", ["--version"], {
    env: { PATH: env.PATH, NODE_ENV: env.NODE_ENV },
    encoding: "utf8",
  });
  return status === 0 ? stdout : undefined;
}

/** Asks about the nearest folder that exists: the data directory comes with the first start. */
function freeBytes(directory: string): number {
  let folder = directory;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readSecretsFile(): { file: string; mode: number | undefined; isReadable: boolean } {
  const file = path.join(env.DATA_DIR, "secrets.json");
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  try {
    const keys: unknown = JSON.parse(readFileSync(file, "utf8"));
    const isReadable =
      typeof keys === "object" && keys !== null && "BETTER_AUTH_SECRET" in keys && "ENCRYPTION_KEY" in keys;
    return { file, mode, isReadable };
  } catch {
    return { file, mode, isReadable: false };
  }
}
