import { promises as dns, type LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address";

/** A host whose every address was checked: connect to one of `addresses`, never to the name again. */
export interface CheckedHost {
  /** As the URL writes it, without brackets: what a certificate must be for. */
  hostname: string;
  port: number;
  /** IP addresses in the resolver's order; at least one. */
  addresses: string[];
}

export type AddressRefusalCode = "unknown_host" | "private_address";

/** A host that the product will not connect to. The message is for the person who gave the address. */
export class AddressRefusal extends Error {
  override readonly name = "AddressRefusal";
  readonly code: AddressRefusalCode;

  constructor(code: AddressRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface AddressRules {
  /** `host:port` pairs that may have private addresses, from the operator. */
  privateHosts?: readonly string[];
  /** For tests; the default asks the system, so /etc/hosts counts too. */
  lookUp?: (hostname: string) => Promise<LookupAddress[]>;
}

const PORTS: Record<string, number> = { "http:": 80, "https:": 443 };

/**
 * Resolves the host of a URL once and checks every address it has: a name with one public and one private address is
 * refused whole. What is returned must be what is connected to, because a second look-up may answer otherwise
 * (rebinding). After a redirect, check the new URL. Throws AddressRefusal.
 */
export async function checkAddress(url: URL, rules: AddressRules = {}): Promise<CheckedHost> {
  // The parser has turned decimal, octal, hex and short IPv4, Unicode digits and percent signs into the plain form.
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? PORTS[url.protocol] : Number(url.port);
  if (port === undefined || hostname === "") throw unknownHost(url.hostname);
  const isOpened = rules.privateHosts?.includes(`${url.hostname}:${port}`) ?? false;
  if (!isOpened && isLocalName(hostname)) throw privateAddress(hostname);
  const addresses = await resolve(hostname, rules.lookUp ?? lookUpAll);
  if (!isOpened && !addresses.every(isPublicAddress)) throw privateAddress(hostname);
  return { hostname, port, addresses };
}

async function resolve(
  hostname: string,
  lookUp: (hostname: string) => Promise<LookupAddress[]>,
): Promise<string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  let found: LookupAddress[];
  try {
    found = await lookUp(hostname);
  } catch (cause) {
    throw unknownHost(hostname, cause);
  }
  if (found.length === 0) throw unknownHost(hostname);
  return found.map(({ address }) => address);
}

const lookUpAll = (hostname: string) => dns.lookup(hostname, { all: true, order: "verbatim" });

/** Names that mean this machine whatever a resolver says (RFC 6761), with or without the root's dot. */
function isLocalName(hostname: string): boolean {
  const bare = hostname.toLowerCase().replace(/\.+$/, "");
  return bare === "localhost" || bare.endsWith(".localhost");
}

function unknownHost(hostname: string, cause?: unknown): AddressRefusal {
  return new AddressRefusal("unknown_host", noPublicHost(hostname), { cause });
}

function privateAddress(hostname: string): AddressRefusal {
  const message =
    isIP(hostname) !== 0 || isLocalName(hostname)
      ? `${hostname} is a private or local address, which Carrel does not connect to. Give one on the public internet.`
      : noPublicHost(hostname);
  return new AddressRefusal("private_address", message);
}

// One sentence for both: two would tell a stranger which names exist in the operator's own network.
const noPublicHost = (hostname: string) =>
  `There is no host ${hostname} on the public internet: no host has this name, or its address is private. Check the spelling.`;
