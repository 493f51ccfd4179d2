import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import type { Person } from "../sign-up";
import { type GitServer, startGitServer } from "./git-server";

/** A git server for the tests of one file, opened to the product by the settings made for that. */
export function gitServerOfTests(): () => GitServer {
  let server: GitServer | undefined;
  // Each step is some processes, and a machine of two cores may be busy.
  vi.setConfig({ testTimeout: 240_000 });
  beforeAll(async () => {
    server = await startGitServer();
    const { env } = await import("@/server/env");
    Object.assign(env, { GIT_PRIVATE_HOSTS: [server.host], GIT_CA_FILE: server.caFile });
  });
  afterAll(() => server?.close());
  return () => {
    if (!server) throw new Error("The git server starts with the first test.");
    return server;
  };
}

/** What lies in the data directory's temporary folder: nothing, when the disk was given back. */
export async function leftOnDisk(): Promise<string[]> {
  const { env } = await import("@/server/env");
  const folder = path.join(env.DATA_DIR, "tmp");
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Adds a repository of the server. */
export const addGit = (
  person: Person,
  server: GitServer,
  input: { name: string; path?: string; branch?: string; token?: string },
) => {
  const { path: place = input.name, ...rest } = input;
  return person.api.repository.git.add({ ...rest, url: `${server.url}/${place}.git` });
};
