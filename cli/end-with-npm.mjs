const LOOK_MS = 500;

/**
 * Calls `onOrphaned` once when npm, which started this process, has gone: a signal that reaches npm alone ends its shell
 * and not us, and the app would keep the port and the data directory. Does nothing when a person started this process.
 */
export function endWithNpm(onOrphaned) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, LOOK_MS);
  timer.unref();
}
