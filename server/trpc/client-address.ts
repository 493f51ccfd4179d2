import { isIP } from "node:net";

/** The caller's address as the nearest proxy reports it, or null. For the record only, never for a decision. */
export function clientAddress(headers: Headers): string | null {
  const first = headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return isIP(first) ? first : null;
}
