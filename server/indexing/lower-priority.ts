import os from "node:os";

/**
 * Lets pages go first: on Linux a priority belongs to the thread that sets it, so this slows nothing but the caller's
 * own worker thread. Elsewhere it would be the whole process, and is left alone.
 */
export function lowerPriorityOfThread(): void {
  if (process.platform !== "linux") return;
  try {
    os.setPriority(0, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A container may forbid it; the work is done all the same.
  }
}
