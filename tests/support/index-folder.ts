import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import type { Person } from "./sign-up";

/** A folder that may be indexed, with these files; `change` writes some anew and removes those given as null. */
export function makeFolder(name: string, files: Record<string, string | Buffer | null>) {
  const root = path.join(env.LOCAL_SOURCES[0] ?? "", `${name}-${Math.random().toString(36).slice(2, 8)}`);
  const change = (changes: Record<string, string | Buffer | null>) => {
    for (const [file, content] of Object.entries(changes)) {
      const target = path.join(root, file);
      if (content === null) rmSync(target, { recursive: true });
      else {
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    }
  };
  mkdirSync(root, { recursive: true });
  change(files);
  return { root, change };
}

/** Waits for the run under way, with a worker in this process; gives the repository as it is then. */
export async function indexed(person: Person, id: string, timeoutMs = 60_000) {
  await startWorker();
  const endMs = Date.now() + timeoutMs;
  // Long work is asked after less often: the answers come from the machine that does it.
  const askEveryMs = Math.min(250, Math.max(50, timeoutMs / 2_000));
  for (;;) {
    const repository = await person.api.repository.get({ id });
    const status = repository.run?.status;
    if (status !== "queued" && status !== "running") return repository;
    if (Date.now() > endMs) throw new Error(`The run did not end in time: ${JSON.stringify(repository.run)}`);
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
}
