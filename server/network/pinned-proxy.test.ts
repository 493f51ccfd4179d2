import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openPinnedProxy, type PinnedProxy } from "./pinned-proxy";

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A listener that greets, and counts who came. */
async function greeter() {
  let visits = 0;
  const server: Server = createServer((socket) => {
    visits += 1;
    socket.on("error", () => {}).end("hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return { port: (server.address() as AddressInfo).port, visits: () => visits };
}

/** What a CONNECT to `target` is answered with, up to the end of the connection. */
function ask(proxy: PinnedProxy, target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString();
    });
    socket.on("end", () => resolve(text)).on("error", reject);
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  });
}

async function proxyTo(port: number, addresses = ["127.0.0.1"]): Promise<PinnedProxy> {
  const proxy = await openPinnedProxy({ hostname: "git.example", port, addresses });
  open.push(proxy);
  return proxy;
}

test("the name leads to the checked address without being resolved again", async () => {
  const { port } = await greeter();
  expect(await ask(await proxyTo(port), `git.example:${port}`)).toMatch(/^HTTP\/1.1 200 [\s\S]*hello$/);
});

test("no other host and no other port is reached, and its listener sees no connection", async () => {
  const [there, elsewhere] = [await greeter(), await greeter()];
  const proxy = await proxyTo(there.port);
  for (const target of [
    `git.example:${elsewhere.port}`,
    `127.0.0.1:${elsewhere.port}`,
    `127.0.0.1:${there.port}`,
    `localhost:${elsewhere.port}`,
  ])
    expect(await ask(proxy, target)).toMatch(/^HTTP\/1.1 403/);
  expect([there.visits(), elsewhere.visits()]).toEqual([0, 0]);
});

test("the next address is tried when the first does not answer, and failing on all says so", async () => {
  const { port } = await greeter();
  expect(await ask(await proxyTo(port, ["127.255.255.250", "127.0.0.1"]), `git.example:${port}`)).toContain(
    "hello",
  );
  const nowhere = await proxyTo(1, ["127.0.0.1"]);
  expect(await ask(nowhere, "git.example:1")).toMatch(/^HTTP\/1.1 502/);
  expect(nowhere.unreachable()).toContain("ECONNREFUSED");
});
