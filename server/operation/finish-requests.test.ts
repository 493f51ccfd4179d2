import { once } from "node:events";
import http, { type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { findEarlier } from "./find-earlier";
import { finishRequests, stopListening } from "./finish-requests";

const patience = { withinMs: 5_000, lingerMs: 1_000 };

async function startServer(answer: (url: string) => Promise<string>) {
  const open = new Set<ServerResponse>();
  const server = http.createServer(async (request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    response.end(await answer(request.url ?? ""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, open, port: (server.address() as AddressInfo).port };
}

function get(port: number, path: string, agent?: http.Agent) {
  return new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
    http
      .get({ port, host: "127.0.0.1", path, agent: agent ?? false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => resolve({ text, connection: response.headers.connection }));
        response.on("error", reject);
      })
      .on("error", reject);
  });
}

test("a request under way is answered as the last of its connection, and a new one refused", async () => {
  const { server, open, port } = await startServer(async (url) => {
    await setTimeout(200);
    return url;
  });
  const underWay = get(port, "/slow", new http.Agent({ keepAlive: true }));
  await once(server, "request");
  await stopListening(server);
  const finished = finishRequests({ servers: new Set([server]), open }, patience);
  await expect(get(port, "/late")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await underWay).toEqual({ text: "/slow", connection: "close" });
  expect(await finished).toBe(0);
});

test("a kept connection may still ask within the second that follows", async () => {
  const { server, open, port } = await startServer(async (url) => url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await get(port, "/first", agent);
  await stopListening(server);
  const finished = finishRequests({ servers: new Set([server]), open }, patience);
  await setTimeout(100);
  expect((await get(port, "/second", agent)).text).toBe("/second");
  agent.destroy();
  expect(await finished).toBe(0);
});

test("what takes longer than it may is cut off and counted", async () => {
  const { server, open, port } = await startServer(() => new Promise(() => {}));
  const underWay = get(port, "/never");
  underWay.catch(() => {});
  await once(server, "request");
  await stopListening(server);
  expect(await finishRequests({ servers: new Set([server]), open }, { withinMs: 100, lingerMs: 50 })).toBe(1);
  await expect(underWay).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a burst of connections while it stops is answered or refused, never taken up and dropped", async () => {
  const { server, open, port } = await startServer(async (url) => {
    await setTimeout(5);
    return url;
  });
  const takenUp = new Set<number | undefined>();
  server.on("connection", (socket) => takenUp.add(socket.remotePort));
  const answers = Array.from({ length: 40 }, async (_, number) => {
    await setTimeout(number);
    return get(port, `/${number}`).then(
      ({ text }) => text,
      (error: NodeJS.ErrnoException) => error.code,
    );
  });
  await setTimeout(15);
  await stopListening(server);
  await finishRequests({ servers: new Set([server]), open }, patience);
  const said = await Promise.all(answers);
  expect(said.filter((one) => one?.startsWith("/")).length).toBe(takenUp.size);
});

test("a request that began before anybody watched, and its server, are found", async () => {
  const { server, port } = await startServer(async (url) => {
    await setTimeout(100);
    return url;
  });
  const underWay = get(port, "/early");
  await once(server, "request");
  const state = { servers: new Set<http.Server>(), open: new Set<ServerResponse>() };
  findEarlier(state);
  expect(state.servers).toContain(server);
  expect(state.open.size).toBe(1);
  await stopListening(server);
  await finishRequests({ servers: new Set([server]), open: state.open }, patience);
  expect((await underWay).text).toBe("/early");
  expect(state.open.size).toBe(0);
});
