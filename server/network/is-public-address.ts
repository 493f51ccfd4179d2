import { BlockList, isIP } from "node:net";

/** IPv4 that leads to this machine, a private network, a test network or many machines at once (IANA's registry). */
const CLOSED_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/**
 * Of IPv6 only global unicast is open: loopback, mapped IPv4, NAT64 (64:ff9b::/96), unique-local, link-local and
 * multicast all lie outside of it.
 */
const OPEN_IPV6 = ["2000::/3"];

/** Inside global unicast: IETF protocols with Teredo and benchmarks, documentation, 6to4. Some hide an IPv4 address. */
const CLOSED_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const closed4 = blockList(CLOSED_IPV4, "ipv4");
const closed6 = blockList(CLOSED_IPV6, "ipv6");
const open6 = blockList(OPEN_IPV6, "ipv6");

/** Whether an IP address, as text without brackets or zone, belongs to the public internet. False for all other text. */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (address.includes("%")) return false;
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, "ipv4");
    case 6:
      return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
    default:
      return false;
  }
}

function blockList(subnets: string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = "", prefix = ""] = subnet.split("/");
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}
