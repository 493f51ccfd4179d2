import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  LC_ALL: "C",
} as unknown as NodeJS.ProcessEnv;

/** One line of a commit, as `git fast-import` takes it, with content that stands inline. */
export interface TreeEntry {
  path: string | Buffer;
  /** 100644 unless it says otherwise: 120000 is a link, 160000 a submodule, 040000 a whole tree by its id. */
  mode?: string;
  /** Content, or the id of what the mode names; null deletes. */
  content: string | Buffer | null;
}

/** Makes an empty bare repository; gives its folder. */
export function makeBare(parent: string, name: string, format: "sha1" | "sha256" = "sha1"): string {
  const folder = path.join(parent, `${name}.git`);
  git(["init", "--quiet", "--bare", "--initial-branch=main", `--object-format=${format}`, folder], parent);
  return folder;
}

/** Commits to a branch of a bare repository, as a push would leave it; gives the commit. */
export async function commit(folder: string, entries: TreeEntry[], branch = "main"): Promise<string> {
  const parent = git(["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`], folder).trim();
  const from = parent === "" ? [] : [line(`from ${parent}`)];
  const stream: Buffer[] = [
    line(`commit refs/heads/${branch}`),
    line("committer T <t@example.org> 1700000000 +0000"),
  ];
  stream.push(line("data 6"), line("A push"), ...from, ...entries.flatMap(entryLines), line(""));
  await fastImport(folder, stream);
  return git(["rev-parse", `refs/heads/${branch}`], folder).trim();
}

/** Files by their path: the usual commit. */
export const filesOf = (files: Record<string, string | null>): TreeEntry[] =>
  Object.entries(files).map(([name, content]) => ({ path: name, content }));

/** Feeds `git fast-import`. */
export async function fastImport(folder: string, stream: Iterable<Buffer>): Promise<void> {
  const child = spawn("git", ["fast-import", "--quiet", "--force"], {
    cwd: folder,
    env: environment,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint += text;
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  child.stdin.on("error", () => {});
  for (const piece of stream) {
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, "drain"), closed]);
  }
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`git fast-import: ${complaint}`);
}

/** Stores an object as it is, however wrong, and gives its id. */
export function writeObject(folder: string, type: "tree" | "blob" | "commit", bytes: Buffer): string {
  const { stdout, stderr } = spawnSync("git", ["hash-object", "-w", "--literally", "-t", type, "--stdin"], {
    cwd: folder,
    env: environment,
    input: bytes,
    encoding: "utf8",
  });
  if (stdout.trim() === "") throw new Error(`git hash-object: ${stderr}`);
  return stdout.trim();
}

/** The bytes of one entry of a tree object. */
export const treeEntry = (mode: string, name: string | Buffer, id: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(id, "hex")]);

/** Points a branch at a new commit of this tree; gives the commit. */
export function commitTree(folder: string, tree: string, branch = "main"): string {
  const text = `tree ${tree}\nauthor T <t@example.org> 1700000000 +0000\ncommitter T <t@example.org> 1700000000 +0000\n\nA push\n`;
  const id = writeObject(folder, "commit", Buffer.from(text));
  git(["update-ref", `refs/heads/${branch}`, id], folder);
  return id;
}

export function git(command: string[], cwd: string): string {
  return spawnSync("git", command, { cwd, env: environment, encoding: "utf8" }).stdout ?? "";
}

const line = (text: string) => Buffer.from(`${text}\n`);

function entryLines({ path: name, mode = "100644", content }: TreeEntry): Buffer[] {
  const quoted = Buffer.concat([Buffer.from('"'), quote(Buffer.from(name)), Buffer.from('"\n')]);
  if (content === null) return [Buffer.from("D "), quoted];
  if (mode === "160000" || mode === "040000") return [Buffer.from(`M ${mode} ${content} `), quoted];
  const bytes = Buffer.from(content);
  return [Buffer.from(`M ${mode} inline `), quoted, line(`data ${bytes.length}`), bytes, line("")];
}

/** C-style: every byte that is no plain letter as octal. */
function quote(bytes: Buffer): Buffer {
  const text = [...bytes].map((byte) =>
    /[\w./ -]/.test(String.fromCharCode(byte)) && byte < 128
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, "0")}`,
  );
  return Buffer.from(text.join(""));
}
