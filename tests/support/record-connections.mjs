import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";

// Loaded into a server under test: writes down the remote port of every connection the process takes up, and when. So a
// connection that only the kernel had accepted can be told apart: nobody has read anything of it.
subscribe("net.server.socket", ({ socket }) => {
  if (process.env.CONNECTIONS_FILE)
    appendFileSync(process.env.CONNECTIONS_FILE, `${socket.remotePort} ${Date.now()}\n`);
});
