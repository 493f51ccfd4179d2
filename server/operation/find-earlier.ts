import { Server, ServerResponse } from "node:http";
import type { HttpState } from "./watch-requests";

/**
 * Adds what began before anybody watched: Next listens, and takes requests, before it lets us run. Node knows its open
 * handles, and a connection knows the answer it owes; neither has a documented way to be asked.
 */
export function findEarlier({ servers, open }: HttpState): void {
  const { _getActiveHandles: list } = process as typeof process & { _getActiveHandles?: () => unknown[] };
  for (const handle of list?.call(process) ?? []) {
    if (handle instanceof Server) servers.add(handle);
    const owed =
      typeof handle === "object" && handle !== null && "_httpMessage" in handle
        ? handle._httpMessage
        : undefined;
    if (!(owed instanceof ServerResponse) || open.has(owed) || owed.writableFinished) continue;
    open.add(owed);
    owed.once("close", () => open.delete(owed));
  }
}
