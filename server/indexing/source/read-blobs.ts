import { spawnSync } from "node:child_process";
import { type FetchedRepository, guardArguments, guardEnvironment } from "../../git/git-guards.ts";

// A line about each blob, and room for what git says besides.
const SLACK_BYTES = 64 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * The bytes of blobs by their ids (git cat-file --batch); an id that the repository does not hold is left out. Keep
 * `totalBytes`, the sum of their sizes, small: all are in memory at once. Waits for git: run it in a worker thread.
 */
export function readBlobs(
  { folder, searchPath }: FetchedRepository,
  blobs: { ids: string[]; totalBytes: number },
): Map<string, Buffer> {
  if (blobs.ids.length === 0) return new Map();
  const { error, status, stdout } = spawnSync(
    "git",
    [...guardArguments(), `--git-dir=${folder}`, "cat-file", "--batch"],
    {
      cwd: folder,
      env: guardEnvironment(searchPath, "offline"),
      input: `${blobs.ids.join("\n")}\n`,
      maxBuffer: blobs.totalBytes + blobs.ids.length * 128 + SLACK_BYTES,
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`git cat-file ended with ${status}.`);
  return parse(stdout);
}

/** `ID SP blob SP SIZE LF BYTES LF`, or `ID SP missing LF`. */
function parse(output: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const [id = "", type, size] = output.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (type === undefined || size === undefined) continue;
    const length = Number(size);
    if (type === "blob") found.set(id, output.subarray(at, at + length));
    at += length + 1;
  }
  return found;
}
