import { expect, test } from "vitest";
import { clientAddressOf, normalizeAddress, rateLimitKey } from "./client-address";

const from = (socketAddress: string | undefined, forwardedFor: string | undefined, trustedProxies: number) =>
  clientAddressOf({ socketAddress, forwardedFor, trustedProxies });

test("without trusted proxies only the connection itself is believed, whatever a stranger writes", () => {
  for (const written of [undefined, "", "192.0.2.7", "::1", "127.0.0.1", "192.0.2.7, 198.51.100.1", "%00"])
    expect(from("203.0.113.9", written, 0)).toBe("203.0.113.9");
});

test("behind proxies as many entries are believed as there are proxies, from the end of the list", () => {
  expect(from("10.0.0.1", "198.51.100.1", 1)).toBe("198.51.100.1");
  expect(from("10.0.0.1", "192.0.2.7, 198.51.100.1", 1)).toBe("198.51.100.1");
  expect(from("10.0.0.1", "192.0.2.7, 198.51.100.1, 10.0.0.2", 2)).toBe("198.51.100.1");
  expect(from("10.0.0.1", "192.0.2.7,127.0.0.1 ,\t198.51.100.1", 1)).toBe("198.51.100.1");
});

test("a request that came through fewer proxies than there are has the address the outermost of them saw", () => {
  expect(from("10.0.0.1", undefined, 2)).toBe("10.0.0.1");
  expect(from("10.0.0.1", "198.51.100.1", 2)).toBe("198.51.100.1");
});

test.each([
  "unknown",
  "<script>",
  "999.1.1.1",
  "_hidden",
  "192.0.2.7:80:80",
  "0x7f.1",
  "192.0.2.7 198.51.100.1",
])("where %j should be an address, the nearest proxy is the caller", (written) => {
  expect(from("10.0.0.1", written, 1)).toBe("10.0.0.1");
  expect(from("10.0.0.1", `198.51.100.1, ${written}`, 2)).toBe("10.0.0.1");
});

test("a connection without an address has none, and a port is not part of one", () => {
  expect(from(undefined, "192.0.2.7", 0)).toBeNull();
  expect(from(undefined, "192.0.2.7:50412", 1)).toBe("192.0.2.7");
  expect(from(undefined, "[2001:db8::1]:443", 1)).toBe("2001:db8::1");
});

test.each([
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:0207", "192.0.2.7"],
  ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
  ["0000:0000:0000:0000:0000:ffff:c000:207", "192.0.2.7"],
  ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["192.0.2.7", "192.0.2.7"],
])("%s is written in one way only: %s", (given, normal) => {
  expect(normalizeAddress(given)).toBe(normal);
});

test("all addresses of a /64 count as one caller, and those of another do not", () => {
  const keys = ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:DB8:0001:0002:0:0:0:9"].map(
    rateLimitKey,
  );
  expect(new Set(keys)).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(rateLimitKey("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
  expect(rateLimitKey("::1")).toBe("0:0:0:0::/64");
  expect(rateLimitKey("::ffff:192.0.2.7")).toBe("192.0.2.7");
});
