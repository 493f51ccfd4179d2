import { announceSessionChange } from "./session-news";

let leaving = false;

/** Whether this page is on its way elsewhere: what finds the session gone then has nothing to say any more. */
export const isLeaving = (): boolean => leaving;

/** Says so before a request that ends the session, and takes it back when the request has failed. */
export function setLeaving(isOnItsWay: boolean): void {
  leaving = isOnItsWay;
}

/**
 * Goes to a path with a whole page load, so that no cache, stream or screen of the person or organization before
 * outlives it, in this tab or another. Never resolves: what waits for it stays busy until the page is gone.
 */
export function leaveFor(path: string): Promise<undefined> {
  setLeaving(true);
  announceSessionChange();
  window.location.assign(path);
  return new Promise(() => {});
}
