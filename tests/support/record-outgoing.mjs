import { appendFileSync } from "node:fs";
import net from "node:net";

// Loaded into a server under test: writes down where every connection that the process opens goes to, before it is opened.
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Node itself calls it with its arguments in an array.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const to =
    typeof first === "object" ? `${first.host ?? "localhost"}:${first.port ?? first.path}` : args.join(":");
  if (process.env.OUTGOING_FILE) appendFileSync(process.env.OUTGOING_FILE, `${to}\n`);
  return connect.apply(this, args);
};
