import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An apt of our own: its lists and downloads stay inside one folder, and nothing is ever installed. */
export interface Apt {
  /** Downloads binary packages into `into` and unpacks them there under `root`. Returns the path of `root`. */
  unpack(packages: string[], into: string): Promise<string>;
  /** Downloads the signed source of a package into `into`. Returns the path of its `.orig.tar.gz`. */
  downloadSource(name: string, into: string): Promise<string>;
  /** As `downloadSource`, without what Debian adds: the program's own files, checked by their hash in the signed list. */
  downloadUpstream(name: string, into: string): Promise<string>;
  /** Every package that installing `packages` on an empty machine would need, themselves included. */
  closure(packages: string[]): Promise<string[]>;
}

/**
 * Opens the machine's own Debian mirror and keyring, for its own release or, with `suite`, for another one.
 * Throws with the reason when this is no Debian, or the mirror cannot be reached.
 */
export async function openApt(folder: string, suite?: string): Promise<Apt> {
  await mkdir(path.join(folder, "etc"), { recursive: true });
  await mkdir(path.join(folder, "lists", "partial"), { recursive: true });
  await mkdir(path.join(folder, "cache", "archives", "partial"), { recursive: true });
  await writeFile(path.join(folder, "etc", "debian.sources"), await debianSource(suite));
  const options = [
    "-qq",
    ...["Dir::Etc::sourcelist=/dev/null", `Dir::Etc::sourceparts=${folder}/etc`],
    ...[`Dir::State::Lists=${folder}/lists`, "Dir::State::status=/dev/null", `Dir::Cache=${folder}/cache`],
    ...["APT::Sandbox::User=root", "Debug::NoLocking=1"],
  ].flatMap((option, index) => (index === 0 ? [option] : ["-o", option]));
  const apt = (args: string[], cwd = folder) =>
    run("apt-get", [...options, ...args], { cwd, env: { ...process.env, LC_ALL: "C" }, maxBuffer: 2 ** 26 });
  await apt(["update"]);
  const downloadTarball = async (name: string, into: string, more: string[]) => {
    await mkdir(into, { recursive: true });
    await apt(["source", "--download-only", ...more, name], into);
    const tarball = (await readdir(into)).find((file) => file.endsWith(".orig.tar.gz"));
    if (!tarball) throw new Error(`The source package of ${name} has no .orig.tar.gz`);
    return path.join(into, tarball);
  };

  return {
    async unpack(packages, into) {
      const root = path.join(into, "root");
      await mkdir(root, { recursive: true });
      await apt(["download", ...packages], into);
      const archives = (await readdir(into)).filter((name) => name.endsWith(".deb"));
      for (const archive of archives) await run("dpkg", ["-x", path.join(into, archive), root]);
      return root;
    },
    downloadSource: (name, into) => downloadTarball(name, into, []),
    downloadUpstream: (name, into) => downloadTarball(name, into, ["--tar-only"]),
    async closure(packages) {
      const { stdout } = await apt(["install", "--simulate", "--no-install-recommends", ...packages]);
      return [...stdout.matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? []);
    },
  };
}

/** The first Debian entry of the machine's apt sources, rewritten to one suite and to sources as well. */
async function debianSource(suite: string | undefined): Promise<string> {
  const read = (file: string) => readFile(file, "utf8").catch(() => "");
  if (!/^ID=debian$/m.test(await read("/etc/os-release"))) throw new Error("this is not Debian");
  const release = suite ?? /^VERSION_CODENAME=(\S+)/m.exec(await read("/etc/os-release"))?.[1];
  const stanza = (await read("/etc/apt/sources.list.d/debian.sources"))
    .split(/\n\s*\n/)
    .find((part) => /^URIs:/m.test(part));
  const uri =
    /^URIs:\s*(\S+)/m.exec(stanza ?? "")?.[1] ??
    /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+\s+main/m.exec(await read("/etc/apt/sources.list"))?.[1];
  if (!uri || !release) throw new Error("no Debian mirror is named in /etc/apt");
  const keyring =
    /^Signed-By:\s*(\S+)/m.exec(stanza ?? "")?.[1] ?? "/usr/share/keyrings/debian-archive-keyring.gpg";
  return `Types: deb deb-src\nURIs: ${uri}\nSuites: ${release}\nComponents: main\nSigned-By: ${keyring}\n`;
}
