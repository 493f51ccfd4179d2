import { readdirSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { askRemote } from "@/server/git/ask-remote";
import { fetchCommit, fetchLimits } from "@/server/git/fetch-commit";
import { runGit } from "@/server/git/run-git";
import { makeTemporaryFolder } from "@/server/indexing/temporary-folder";
import { addGit, gitServerOfTests, leftOnDisk } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";
import { signUp } from "@/tests/support/sign-up";

const server = gitServerOfTests();
const code = filesOf({ "a.ts": "export const a = 1;\n" });
const signal = () => AbortSignal.timeout(20_000);

afterEach(async () => {
  server().override = undefined;
  await expect.poll(leftOnDisk, { timeout: 10_000 }).toEqual([]);
});

test("a server that never answers is left after its time, and a cancelled question at once", async () => {
  const sockets = new Set<Socket>();
  server().override = ({ socket }) => {
    sockets.add(socket);
    return true;
  };
  const { folder, remove } = await makeTemporaryFolder();
  const command = {
    ...{ arguments: ["ls-remote", "--", `${server().url}/a.git`], folder, searchPath: env.PATH },
    ...{ settings: [], caFile: env.GIT_CA_FILE, token: undefined },
    limits: { maxDiskBytes: 1e6, maxOutputBytes: 1e6, timeoutMs: 1_000 },
  };
  const startedMs = performance.now();
  expect(await runGit(command, signal())).toMatchObject({ stopped: "time" });
  const cancelled = runGit(
    { ...command, limits: { ...command.limits, timeoutMs: 60_000 } },
    AbortSignal.timeout(500),
  );
  await expect(cancelled).rejects.toThrow(/timeout/i);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  await remove();
  for (const socket of sockets) socket.destroy();
});

test("a repository beyond the limit is cut off while it comes, and nothing of it stays", async () => {
  const noise = Array.from({ length: 24 }, (_, index) => ({
    path: `noise-${index}.bin`,
    content: Buffer.from(Array.from({ length: 500_000 }, () => Math.floor(Math.random() * 256))),
  }));
  await commit(makeBare(server().folder, "large"), noise);
  const remote = { url: `${server().url}/large.git`, branch: null, token: undefined };
  const head = await askRemote(remote, signal());
  const { folder, remove } = await makeTemporaryFolder();
  const limits = { ...fetchLimits, maxDiskBytes: 2 * 1024 * 1024 };
  await expect(fetchCommit(remote, { head, folder, limits }, signal())).rejects.toMatchObject({
    ...{ code: "too_large", message: expect.stringMatching(/more than 2 MiB/) },
  });
  await remove();
});

test("a run that is cancelled while git waits ends git, and the disk is given back", async () => {
  const ada = await signUp();
  await commit(makeBare(server().folder, "slow"), code);
  const { id } = await addGit(ada, server(), { name: "slow" });
  const reached = new Promise<void>((resolve) => {
    server().override = ({ method }) => {
      if (method === "POST") resolve();
      return method === "POST";
    };
  });
  await startWorker();
  await reached;
  await ada.api.repository.cancel({ id });
  await expect.poll(leftOnDisk, { timeout: 10_000 }).toEqual([]);
  expect(await ada.api.repository.get({ id })).toMatchObject({ generation: 0, run: { status: "cancelled" } });
});

test("one organization cannot make this server ask others without end", async () => {
  const ada = await signUp();
  const waiting: (() => void)[] = [];
  server().override = (_, response) => {
    waiting.push(() => response.writeHead(404).end());
    return true;
  };
  const asked = Array.from({ length: 6 }, (_, at) =>
    addGit(ada, server(), { name: `asked-${at}` }).catch((error: { code: string }) => error.code),
  );
  await expect.poll(() => waiting.length, { timeout: 20_000 }).toBe(4);
  for (const answer of waiting) answer();
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === "TOO_MANY_REQUESTS").length).toBe(2);
});

// Looks at processes as Linux shows them.
test.runIf(process.platform === "linux")(
  "the token stands in no argument, no environment and no file of git's, and goes only to who asks",
  async () => {
    await commit(makeBare(`${server().folder}/private`, "watched"), code);
    const { token } = server();
    const seen: string[] = [];
    const wasAsked: string[] = [];
    server().override = ({ headers, url }, response) => {
      wasAsked.push(`${headers.authorization === undefined ? "without" : "with"} ${url}`);
      // While git waits for an answer, everything the system shows of its processes is read.
      seen.push(...processTexts(), ...fileTexts());
      if (!url?.startsWith("/open")) return false;
      response.writeHead(404).end();
      return true;
    };
    const ask = (path: string) =>
      askRemote({ url: `${server().url}/${path}.git`, branch: null, token }, signal());
    await ask("private/watched");
    await expect(ask("open")).rejects.toMatchObject({ code: "no_repository" });
    expect(wasAsked[0]).toMatch(/^without/);
    expect(wasAsked.some((request) => request.startsWith("with /private"))).toBe(true);
    expect(wasAsked.filter((request) => request.startsWith("with /open"))).toEqual([]);
    expect(seen.some((text) => text.includes("ls-remote"))).toBe(true);
    expect(seen.filter((text) => text.includes(token))).toEqual([]);
  },
);

/** Command lines and environments of all processes but this one, whose memory may well hold the token. */
function processTexts(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) =>
      ["cmdline", "environ"].flatMap((file) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, "latin1");
        } catch {
          return [];
        }
      }),
    )
    .filter((text) => text.includes("git"));
}

function fileTexts(): string[] {
  return readdirSync(`${env.DATA_DIR}/tmp`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "latin1"));
}
