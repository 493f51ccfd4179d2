import { once } from "node:events";
import net from "node:net";
import { parentPort } from "node:worker_threads";
import { type WebSocket, WebSocketServer } from "ws";

// Hands on the bytes of each WebSocket to the TCP address it asks for (`/v1?address=host:port`), and back. On loopback only,
// and to loopback only. The first message to the parent is the address of the proxy.

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
await once(server, "listening");
server.on("connection", (socket, request) => {
  const address = new URL(request.url ?? "/", "http://proxy").searchParams.get("address");
  const target = new URL(`tcp://${address ?? ""}`);
  if (target.hostname !== "127.0.0.1" && target.hostname !== "localhost") return socket.close(1008);
  join(socket, net.connect({ host: target.hostname, port: Number(target.port), noDelay: true }));
});
const address = server.address();
if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
parentPort?.postMessage(`ws://127.0.0.1:${address.port}/v1`);

/** Whichever side ends, ends the other. */
function join(socket: WebSocket, tcp: net.Socket): void {
  socket.on("message", (data: Buffer) => tcp.write(data));
  tcp.on("data", (data) => {
    socket.send(data);
    // A reader that does not keep up must not fill our memory.
    if (socket.bufferedAmount > 1024 * 1024) {
      tcp.pause();
      setTimeout(() => tcp.resume(), 5);
    }
  });
  socket.on("close", () => tcp.destroy());
  socket.on("error", () => tcp.destroy());
  tcp.on("close", () => socket.close());
  tcp.on("error", () => socket.terminate());
}
