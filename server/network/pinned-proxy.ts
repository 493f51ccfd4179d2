import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, isIP, type Socket } from "node:net";
import type { CheckedHost } from "./check-address";

const CONNECT_TIMEOUT_MS = 10_000;

export interface PinnedProxy {
  /** `http://127.0.0.1:PORT`, for a program that speaks to one host through a proxy. */
  url: string;
  /** Why no address of the host could be reached, once that has happened. */
  unreachable: () => string | undefined;
  /** Cuts every connection. */
  close: () => Promise<void>;
}

/**
 * A CONNECT proxy on loopback that leads to one checked host and nowhere else: whatever a program resolves by itself,
 * is redirected to or was told by the server, its bytes go to the addresses that were checked. TLS passes through it
 * untouched. It ends with this process, and with it the program's way out.
 */
export async function openPinnedProxy(host: CheckedHost): Promise<PinnedProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
  };
  const target = `${isIP(host.hostname) === 6 ? `[${host.hostname}]` : host.hostname}:${host.port}`;
  let unreachable: string | undefined;

  const server = createHttpServer((_, response) => response.writeHead(405).end());
  server.on("connection", keep);
  server.on("connect", (request, client: Socket, head: Buffer) => {
    if (request.url !== target) return void client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    connectToFirst(host).then(
      (upstream) => {
        keep(upstream);
        if (client.destroyed) return void upstream.destroy();
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.write(head);
        client.on("close", () => upstream.destroy()).pipe(upstream);
        upstream.on("close", () => client.destroy()).pipe(client);
      },
      (error: unknown) => {
        unreachable = error instanceof Error ? error.message : String(error);
        client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    unreachable: () => unreachable,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Tries the checked addresses in their order. */
async function connectToFirst({ addresses, port }: CheckedHost): Promise<Socket> {
  let reason: unknown = new Error("The host has no address.");
  for (const address of addresses) {
    try {
      return await connectTo(address, port);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

function connectTo(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error("The connection timed out.")));
    socket.once("error", reject).once("connect", () => {
      socket.setTimeout(0);
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
