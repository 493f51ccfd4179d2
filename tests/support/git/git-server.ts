import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { makeAuthority } from "./certificate";

/** What the server answers a request with instead of git. */
export type Override = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface GitServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** `127.0.0.1:PORT`, for GIT_PRIVATE_HOSTS. */
  host: string;
  /** File with the certificate authority, for GIT_CA_FILE. */
  caFile: string;
  /** Where its bare repositories lie: `NAME.git`. Those below `private/` want the token. */
  folder: string;
  token: string;
  /** `METHOD path` of every request so far. */
  requests: string[];
  /** Asked before git, for servers that misbehave. */
  override: Override | undefined;
  close: () => Promise<void>;
}

/**
 * A git server over https on this machine, with a certificate authority of its own: Node speaks TLS and HTTP, and
 * `git http-backend` does the rest as CGI.
 */
export async function startGitServer(): Promise<GitServer> {
  const base = mkdtempSync(path.join(os.tmpdir(), "carrel-git-"));
  const folder = path.join(base, "repositories");
  mkdirSync(path.join(folder, "private"), { recursive: true });
  const { authority, server: identity } = makeAuthority();
  const caFile = path.join(base, "authority.pem");
  writeFileSync(caFile, authority);
  const execPath = spawnSync("git", ["--exec-path"], { encoding: "utf8" }).stdout.trim();

  const server = createServer({ cert: identity.certificate, key: identity.key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: GitServer = {
    ...{ url: `https://${host}`, host, caFile, folder, token: "letmein-0123456789", requests: [] },
    override: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(base, { recursive: true, force: true });
    },
  };
  server.on("request", (request, response) => {
    state.requests.push(`${request.method} ${request.url}`);
    if (state.override?.(request, response)) return;
    if (request.url?.startsWith("/private/") && !isAllowed(request, state.token)) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end("Who are you?");
      return;
    }
    serveGit({ request, response, folder, backend: path.join(execPath, "git-http-backend") });
  });
  return state;
}

function isAllowed({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Basic (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
  return Buffer.from(given, "base64").toString().split(":")[1] === token;
}

function serveGit(call: {
  request: IncomingMessage;
  response: ServerResponse;
  folder: string;
  backend: string;
}): void {
  const { request, response, folder, backend } = call;
  const url = new URL(request.url ?? "/", "https://localhost");
  const child = spawn(backend, {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      // Folders of another user, as in a container's mount.
      ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" },
      ...{ REQUEST_METHOD: request.method, PATH_INFO: decodeURIComponent(url.pathname) },
      ...{ QUERY_STRING: url.search.slice(1), CONTENT_TYPE: request.headers["content-type"] ?? "" },
      ...{ HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "" },
      ...{ GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""), REMOTE_USER: "tester" },
    } as unknown as NodeJS.ProcessEnv,
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin).on("error", () => {});
  response.on("close", () => child.kill());
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on("data", (piece: Buffer) => {
    if (head === undefined) {
      if (!response.write(piece)) {
        child.stdout.pause();
        response.once("drain", () => child.stdout.resume());
      }
      return;
    }
    head = Buffer.concat([head, piece]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    const headers = head.toString("latin1", 0, end).split("\r\n");
    const status = headers.find((line) => line.startsWith("Status:"));
    for (const line of headers) {
      const [key = "", value = ""] = line.split(/:\s*/, 2);
      if (line !== status) response.setHeader(key, value);
    }
    response.writeHead(Number(status?.split(/\s+/)[1] ?? 200));
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  child.on("close", () => response.end());
}
