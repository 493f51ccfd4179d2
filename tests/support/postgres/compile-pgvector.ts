import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { openApt } from "./debian.ts";

const run = promisify(execFile);

// The Debian release whose Postgres is 17: only its headers and pgvector's source are taken, on any Debian.
const SUITE = "trixie";
const HEADERS = "postgresql-server-dev-17";

const FLAGS = [
  ...["-shared", "-fPIC", "-O2", "-ftree-vectorize", "-fassociative-math", "-fno-signed-zeros"],
  ...[
    "-fno-trapping-math",
    "-fno-math-errno",
    "-fno-strict-aliasing",
    "-fwrapv",
    "-fexcess-precision=standard",
  ],
  "-D_GNU_SOURCE",
];

/** Compiles pgvector against Postgres 17 and adds it to the tree at `native`. `work` is a folder to throw away. */
export async function compilePgvector({ work, native }: { work: string; native: string }): Promise<void> {
  const apt = await openApt(path.join(work, "apt-17"), SUITE);
  const [headers, tarball] = [
    path.join(work, "headers"),
    await apt.downloadSource("pgvector", path.join(work, "pgvector")),
  ];
  await mkdir(headers, { recursive: true });
  const root = await apt.unpack([HEADERS], headers);
  const source = path.join(work, "pgvector", "source");
  await mkdir(source);
  await run("tar", ["xzf", tarball, "-C", source, "--strip-components=1"]);

  const code = (await readdir(path.join(source, "src"))).filter((file) => file.endsWith(".c"));
  const gcc = await findCompiler(work);
  await run(
    gcc.command,
    [
      ...gcc.args,
      ...FLAGS,
      ...["-I", path.join(root, "usr/include/postgresql/17/server")],
      ...code.map((file) => path.join(source, "src", file)),
      ...["-o", path.join(native, "lib/postgresql/vector.so")],
    ],
    { env: gcc.env, maxBuffer: 2 ** 26 },
  );

  const control = await readFile(path.join(source, "vector.control"), "utf8");
  const version = /default_version = '(.*)'/.exec(control)?.[1];
  const extensions = path.join(native, "share/postgresql/extension");
  await copyFile(path.join(source, "vector.control"), path.join(extensions, "vector.control"));
  await copyFile(path.join(source, "sql/vector.sql"), path.join(extensions, `vector--${version}.sql`));
}

interface Compiler {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** The machine's gcc with its headers; where there is none, the one of its release, unpacked and run from `work`. */
async function findCompiler(work: string): Promise<Compiler> {
  const works = await run("gcc", ["-E", "-include", "stdio.h", "-x", "c", "/dev/null"]).catch(
    () => undefined,
  );
  if (works) return { command: "gcc", args: [], env: process.env };
  const apt = await openApt(path.join(work, "apt-own"));
  const folder = path.join(work, "compiler");
  await mkdir(folder);
  const root = await apt.unpack(await apt.closure(["gcc", "libc6-dev"]), folder);
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return {
    command: path.join(root, "usr/bin/gcc"),
    args: [`--sysroot=${root}`],
    env: {
      ...process.env,
      PATH: path.join(root, "usr/bin"),
      LD_LIBRARY_PATH: path.join(root, "usr/lib", triplet),
    },
  };
}
