import { type ChildProcess, spawn } from "node:child_process";
import { type FetchedRepository, guardArguments, guardEnvironment } from "../../git/git-guards.ts";
import { SourceRefusal } from "./limits.ts";
import type { SourceBudget } from "./source-budget.ts";

/**
 * Runs git on a repository and gives what it writes, record by record: each ended by NUL, or with `input` (its lines) by
 * the end of a line. Git ends with the loop. Throws SourceRefusal when it fails or writes a record without end.
 */
export async function* gitRecords(
  { folder, searchPath }: FetchedRepository,
  command: string[],
  budget: SourceBudget,
  input?: string[],
): AsyncGenerator<Buffer> {
  const child = spawn("git", [...guardArguments(), `--git-dir=${folder}`, ...command], {
    cwd: folder,
    env: guardEnvironment(searchPath, "offline"),
    stdio: [input ? "pipe" : "ignore", "pipe", "ignore"],
  });
  const ended = endOf(child);
  child.stdin?.on("error", () => {}).end(input?.map((line) => `${line}\n`).join(""));
  const separator = input ? 10 : 0;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of child.stdout ?? []) {
      budget.check();
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let start = 0;
      for (let end = rest.indexOf(separator); end >= 0; end = rest.indexOf(separator, start)) {
        yield rest.subarray(start, end);
        start = end + 1;
      }
      rest = rest.subarray(start);
      if (rest.length > budget.limits.maxEntryBytes) throw damaged();
    }
    if ((await ended) !== 0) throw damaged();
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
}

const damaged = () =>
  new SourceRefusal(
    "damaged_repository",
    "The files of the commit cannot be listed: its folders are damaged or nested beyond all measure. Have its owner run git fsck.",
  );
