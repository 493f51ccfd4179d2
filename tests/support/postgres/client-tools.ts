import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openApt } from "./debian.ts";

// The Debian release whose Postgres is 17. Everything its programs load comes with them, the C library too, so that they
// run on any Debian.
const SUITE = "trixie";
const PACKAGE = "postgresql-client-17";
const PROGRAMS = ["pg_dump", "pg_restore"];

/**
 * A folder with pg_dump and pg_restore 17, to be put first in the PATH: from Debian's own packages, unpacked into
 * `.cache` and installed nowhere. Throws with the reason where this machine cannot.
 */
export async function findClientTools(cacheFolder = path.resolve(".cache", "postgres")): Promise<string> {
  const finished = path.join(cacheFolder, `client-17-${process.arch}`);
  if (existsSync(path.join(finished, "bin", "pg_restore"))) return path.join(finished, "bin");
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder, "client-"));
  try {
    const apt = await openApt(path.join(work, "apt"), SUITE);
    const packages = (await apt.closure([PACKAGE])).filter((name) => !/^(perl|debconf|dpkg|tar$)/.test(name));
    const downloads = path.join(work, "packages");
    await mkdir(downloads);
    await rename(await apt.unpack(packages, downloads), path.join(work, "root"));
    await rm(downloads, { recursive: true });
    await rm(path.join(work, "apt"), { recursive: true });
    await rename(work, finished).catch(() => {});
    await writeWrappers(finished);
    return path.join(finished, "bin");
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Each program is started by the loader of its own C library. */
async function writeWrappers(folder: string): Promise<void> {
  const libraries = path.join(folder, "root", "usr", "lib");
  const multiarch = (await readdir(libraries)).find((name) => name.endsWith("-linux-gnu")) ?? "";
  const loader =
    (await readdir(path.join(libraries, multiarch))).find((name) => name.startsWith("ld-linux")) ?? "";
  await mkdir(path.join(folder, "bin"), { recursive: true });
  for (const program of PROGRAMS) {
    const file = path.join(folder, "bin", program);
    const parts = [
      path.join(libraries, multiarch, loader),
      "--library-path",
      path.join(libraries, multiarch),
      path.join(libraries, "postgresql", "17", "bin", program),
    ];
    await writeFile(file, `#!/bin/sh\nexec ${parts.map((part) => `'${part}'`).join(" ")} "$@"\n`);
    await chmod(file, 0o755);
  }
}
