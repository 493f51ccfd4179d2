import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { guardArguments, guardEnvironment } from "./git-guards";
import { helperSettings, writeCredential } from "./hand-over-token";

const WATCH_EVERY_MS = 250;
const MAX_STDERR_BYTES = 64 * 1024;
const MIB = 1024 * 1024;
// Git needs far less for what is within our limits; a pack made to fill the memory ends itself here.
const MAX_MEMORY_KIB = 3 * 1024 * 1024;

export interface GitCommand {
  /** The command and its arguments. Nothing secret: every user of the machine can read them. */
  arguments: string[];
  /** An empty or bare repository that it works in; its size is watched. */
  folder: string;
  searchPath: string;
  /** Settings beyond the guards. */
  settings: [key: string, value: string][];
  /** Certificate authorities instead of the system's. */
  caFile: string | undefined;
  token: string | undefined;
  limits: GitLimits;
}

export interface GitLimits {
  /** What `folder` may grow to. */
  maxDiskBytes: number;
  maxOutputBytes: number;
  timeoutMs: number;
}

export interface GitResult {
  /** 127 when there is no git. */
  status: number;
  stdout: string;
  stderr: string;
  /** The limit that ended it. */
  stopped: "disk" | "output" | "time" | undefined;
}

/** Runs git against a remote with all guards, and ends it with everything it has started at the first limit passed. */
export async function runGit(command: GitCommand, signal: AbortSignal): Promise<GitResult> {
  signal.throwIfAborted();
  const { limits, token, caFile } = command;
  // The kernel holds the limits too: they stay when this process is killed, and cannot be outrun between two looks.
  const blocks = Math.ceil(limits.maxDiskBytes / 512);
  const script = `ulimit -c 0; ulimit -f ${blocks} 2>/dev/null; ulimit -v ${MAX_MEMORY_KIB} 2>/dev/null; exec git "$@"`;
  const settings = [...command.settings, ...(token === undefined ? [] : helperSettings)];
  const child = spawn(
    "/bin/sh",
    ["-c", script, "git", ...guardArguments(settings), `--git-dir=${command.folder}`, ...command.arguments],
    {
      cwd: command.folder,
      env: {
        ...guardEnvironment(command.searchPath, "https"),
        ...(caFile === undefined ? {} : { GIT_SSL_CAINFO: caFile }),
      },
      stdio: ["ignore", "pipe", "pipe", token === undefined ? "ignore" : "pipe"],
      // A group of its own, so that its helpers end with it.
      detached: true,
    },
  );
  let stopped: GitResult["stopped"];
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended already.
    }
  };
  const stop = (reason: NonNullable<GitResult["stopped"]>) => {
    stopped ??= reason;
    kill();
  };
  if (token !== undefined) writeCredential(child.stdio[3], token);
  const stdout = collect(child.stdout, limits.maxOutputBytes, () => stop("output"));
  const stderr = collect(child.stderr, MAX_STDERR_BYTES, () => {});
  const timer = setTimeout(() => stop("time"), limits.timeoutMs);
  const watch = setInterval(() => {
    if (sizeOf(command.folder) > limits.maxDiskBytes) stop("disk");
  }, WATCH_EVERY_MS);
  signal.addEventListener("abort", kill);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    signal.throwIfAborted();
    const hitLimit = /died of signal 25|File too large/.test(stderr());
    if (hitLimit || sizeOf(command.folder) > limits.maxDiskBytes) stopped ??= "disk";
    return { status: code ?? 1, stdout: stdout(), stderr: stderr(), stopped };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    signal.removeEventListener("abort", kill);
    kill();
  }
}

/** Takes in at most `maxBytes` of a stream; gives the text so far. */
function collect(stream: NodeJS.ReadableStream | null, maxBytes: number, onFull: () => void): () => string {
  const pieces: Buffer[] = [];
  let length = 0;
  stream?.on("data", (piece: Buffer) => {
    if (length + piece.length > maxBytes) return onFull();
    length += piece.length;
    pieces.push(piece);
  });
  return () => Buffer.concat(pieces).toString("utf8");
}

/** Bytes of the files in a folder; files that go meanwhile count nothing. */
function sizeOf(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      bytes += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return bytes;
}

/** Enough for the list of a remote's branches, and for nothing that is fetched. */
export const askLimits: GitLimits = { maxDiskBytes: MIB, maxOutputBytes: 4 * MIB, timeoutMs: 30_000 };
