import { isMainThread } from "node:worker_threads";

// Loaded before the server: when the process that started it is killed, its pipe closes, and the server ends too
// instead of keeping the port and the data directory.
if (isMainThread) {
  process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume();
  process.stdin.unref?.();
}
