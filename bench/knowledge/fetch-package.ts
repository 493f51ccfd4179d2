import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Apt, openApt } from "@/tests/support/postgres/debian";
import type { LabelledPackage } from "./packages";

const run = promisify(execFile);
/** The release whose source packages are labelled. */
const RELEASE = "bookworm";
let apt: Promise<Apt> | undefined;

/** The folder with a package's files, downloaded once and kept below `cache`. Nothing of it is ever run. */
export async function fetchPackage(one: LabelledPackage, cache: string): Promise<string> {
  const target = path.join(cache, one.name);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(os.tmpdir(), "carrel-knowledge-"));
  try {
    const tarball = "npm" in one.source ? await pack(one.source, work) : await debianSource(one.source, work);
    const unpacked = path.join(work, "unpacked");
    await mkdir(unpacked);
    await run("tar", ["-xf", tarball, "-C", unpacked, "--strip-components=1", "--no-same-owner"]);
    for (const folder of one.leftOut ?? []) await rm(path.join(unpacked, folder), { recursive: true });
    await run("cp", ["-r", unpacked, `${target}.part`]);
    await rename(`${target}.part`, target);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function pack({ npm, version }: { npm: string; version: string }, work: string): Promise<string> {
  await run("npm", ["pack", "--silent", "--ignore-scripts", `${npm}@${version}`], { cwd: work });
  const [tarball] = (await readdir(work)).filter((name) => name.endsWith(".tgz"));
  if (!tarball) throw new Error(`npm pack gave no archive of ${npm}.`);
  return path.join(work, tarball);
}

async function debianSource({ debian }: { debian: string }, work: string): Promise<string> {
  apt ??= mkdtemp(path.join(os.tmpdir(), "carrel-apt-")).then(async (folder) => {
    // Also when the bench breaks off.
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    return openApt(folder, RELEASE);
  });
  return (await apt).downloadUpstream(debian, path.join(work, "source"));
}
