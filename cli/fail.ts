/** Ends a command with a reason for the person at the terminal. */
export function fail(reason: unknown, code = 1): never {
  console.error(reason instanceof Error ? reason.message : String(reason));
  process.exit(code);
}
