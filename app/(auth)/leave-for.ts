import { announceSessionChange } from "./session-news";

/**
 * Goes to a path with a whole page load, so that no cache, stream or screen of the person or organization before
 * outlives it, in this tab or another. Never resolves: what waits for it stays busy until the page is gone.
 */
export function leaveFor(path: string): Promise<undefined> {
  announceSessionChange();
  window.location.assign(path);
  return new Promise(() => {});
}
