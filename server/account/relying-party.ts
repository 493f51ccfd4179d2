import { isIP } from "node:net";

/**
 * For whom passkeys are made: the host of the configured address. Browsers make none for a bare address of a machine;
 * the loopback ones have a name, localhost, at which people can open Carrel instead.
 */
export function relyingPartyId(baseUrl: string): string {
  const host = new URL(baseUrl).hostname;
  return host === "[::1]" || host.startsWith("127.") ? "localhost" : host;
}

/** Whether a browser makes passkeys for this address at all. */
export function canHavePasskeys(baseUrl: string): boolean {
  return isIP(relyingPartyId(baseUrl).replace(/[[\]]/g, "")) === 0;
}
