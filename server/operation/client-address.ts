import { isIP } from "node:net";

/** How a request reached this server: the other end of its connection, and what came along in `x-forwarded-for`. */
export interface Path {
  socketAddress: string | undefined;
  forwardedFor: string | undefined;
  /** How many proxies of the operator's stand in front, each of which appends the address it was reached from. */
  trustedProxies: number;
}

/**
 * The address of whoever asks, or null where the connection has none (a Unix socket). Each trusted proxy appends one
 * address to the list, so exactly that many are counted from its end; what stands before them a stranger may have
 * written. A list that is shorter than it should be came through fewer proxies, and its first entry is still theirs.
 */
export function clientAddressOf({ socketAddress, forwardedFor, trustedProxies }: Path): string | null {
  const socket = normalizeAddress(socketAddress ?? "");
  if (trustedProxies === 0) return socket;
  const list = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  // From the nearest proxy outwards, as far as every entry is an address.
  let address = socket;
  for (const entry of list.reverse().slice(0, trustedProxies)) {
    const next = normalizeAddress(withoutPort(entry));
    if (next === null) break;
    address = next;
  }
  return address;
}

/** An address in its one form: IPv4 for what is mapped into IPv6, the shortest lower-case IPv6, no zone. Else null. */
export function normalizeAddress(text: string): string | null {
  const address = text.replace(/%.*$/, "");
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : null;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/**
 * Whose attempts are counted together: an IPv4 address, or the /64 of an IPv6 one, which is what a household or a rented
 * machine has to itself.
 */
export function rateLimitKey(address: string): string {
  const normal = normalizeAddress(address) ?? address;
  if (isIP(normal) !== 6) return normal;
  const [left = "", right] = normal.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const missing = right === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** Some proxies write the port as well: `192.0.2.7:50412`, `[2001:db8::1]:443`. */
const withoutPort = (entry: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(entry)?.[1] ?? entry;
