import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type AddressRules, checkAddress } from "./check-address";
import { isPublicAddress } from "./is-public-address";

const answers = (...addresses: string[]): AddressRules => ({
  lookUp: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
});
const codeOf = (url: string, rules: AddressRules = answers("93.184.216.34")) =>
  checkAddress(new URL(url), rules).then(
    () => "accepted",
    (error: { code?: string }) => error.code,
  );

test.each([
  ["loopback", "127.0.0.1"],
  ["all of loopback", "127.255.255.254"],
  ["this network", "0.0.0.0"],
  ["private 10", "10.1.2.3"],
  ["private 172", "172.16.0.1"],
  ["the end of private 172", "172.31.255.255"],
  ["private 192", "192.168.1.1"],
  ["link-local and cloud metadata", "169.254.169.254"],
  ["carrier-grade NAT", "100.64.0.1"],
  ["the end of carrier-grade NAT", "100.127.255.255"],
  ["benchmarks", "198.18.0.1"],
  ["the end of benchmarks", "198.19.255.255"],
  ["protocol assignments", "192.0.0.8"],
  ["documentation", "203.0.113.7"],
  ["the 6to4 relay", "192.88.99.1"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["IPv6 loopback", "::1"],
  ["IPv6 unspecified", "::"],
  ["IPv4-mapped", "::ffff:127.0.0.1"],
  ["IPv4-mapped of a public address", "::ffff:93.184.216.34"],
  ["IPv4-mapped in hex", "::ffff:7f00:1"],
  ["IPv4-compatible", "::127.0.0.1"],
  ["NAT64", "64:ff9b::7f00:1"],
  ["local NAT64", "64:ff9b:1::1"],
  ["6to4", "2002:7f00:1::1"],
  ["Teredo", "2001::1"],
  ["IPv6 benchmarks", "2001:2::1"],
  ["IPv6 documentation", "2001:db8::1"],
  ["newer IPv6 documentation", "3fff::1"],
  ["unique-local", "fd00::1"],
  ["the start of unique-local", "fc00::1"],
  ["IPv6 link-local", "fe80::1"],
  ["IPv6 link-local with a zone", "fe80::1%eth0"],
  ["a public address with a zone", "2606:4700::1%eth0"],
  ["site-local", "fec0::1"],
  ["IPv6 multicast", "ff02::1"],
  ["discard", "100::1"],
  ["no address", "example.org"],
  ["nothing", ""],
])("%s is not public: %s", async (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
  expect(await codeOf("https://name.example/x", answers(address))).toBe("private_address");
});

test.each([
  "1.1.1.1",
  "93.184.216.34",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "192.169.0.1",
  "198.17.255.255",
  "198.20.0.1",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2a00:1450:4001:80b::200e",
  "2001:4860:4860::8888",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["decimal", "https://2130706433/"],
  ["octal", "https://0177.0.0.1/"],
  ["octal with more zeros", "https://00000177.0.0.01/"],
  ["hex", "https://0x7f000001/"],
  ["hex parts", "https://0x7f.0x0.0x0.0x1/"],
  ["two parts", "https://127.1/"],
  ["three parts", "https://127.0.1/"],
  ["zero", "https://0/"],
  ["Unicode digits", "https://１２７.０.０.１/"],
  ["circled digits", "https://①②⑦.⓪.⓪.①/"],
  ["an ideographic full stop", "https://127。0。0。1/"],
  ["percent signs", "https://%31%32%37.0.0.1/"],
  ["a dot at the end", "https://127.0.0.1./"],
  ["IPv6 loopback", "https://[::1]/"],
  ["IPv6 loopback at length", "https://[0000:0000:0000:0000:0000:0000:0000:0001]/"],
  ["IPv4-mapped", "https://[::ffff:127.0.0.1]/"],
  ["NAT64", "https://[64:ff9b::127.0.0.1]/"],
  ["6to4", "https://[2002:7f00:1::]/"],
  ["localhost", "https://localhost/"],
  ["localhost with the root's dot", "https://localhost./"],
  ["a capital LOCALHOST", "https://LOCALHOST/"],
  ["a name below localhost", "https://git.localhost./"],
  ["a port", "https://127.0.0.1:8443/"],
])("a private host written as %s is refused, even where a resolver would answer", async (_, url) => {
  expect(await codeOf(url)).toBe("private_address");
});

test("a name with one private address among public ones is refused whole", async () => {
  expect(await codeOf("https://two.example/", answers("93.184.216.34", "10.0.0.1"))).toBe("private_address");
  expect(await codeOf("https://two.example/", answers("::1", "93.184.216.34"))).toBe("private_address");
});

test("a name is resolved once, so what rebinds afterwards is never asked", async () => {
  let asked = 0;
  const rebinding: AddressRules = {
    lookUp: async () => [{ address: asked++ === 0 ? "93.184.216.34" : "127.0.0.1", family: 4 }],
  };
  const host = await checkAddress(new URL("https://rebind.example/"), rebinding);
  expect(host).toEqual({ hostname: "rebind.example", port: 443, addresses: ["93.184.216.34"] });
  expect(asked).toBe(1);
});

test("a host without an address is unknown", async () => {
  expect(await codeOf("https://nothing.example/", answers())).toBe("unknown_host");
  const failing = { lookUp: () => Promise.reject(new Error("ENOTFOUND")) };
  expect(await codeOf("https://nothing.example/", failing)).toBe("unknown_host");
});

test("nobody learns from the refusal whether a name exists inside the operator's network", async () => {
  const refusalOf = (rules: AddressRules) =>
    checkAddress(new URL("https://wiki.internal/"), rules).catch((error: Error) => error.message);
  expect(await refusalOf(answers("10.0.0.9"))).toBe(await refusalOf(answers()));
});

test("the operator opens one host and port, and no other", async () => {
  const rules = { ...answers("10.0.0.5"), privateHosts: ["git.internal:8443", "[::1]:9"] };
  expect(await codeOf("https://git.internal:8443/x", rules)).toBe("accepted");
  expect(await codeOf("https://git.internal/x", rules)).toBe("private_address");
  expect(await codeOf("https://other.internal:8443/x", rules)).toBe("private_address");
  expect(await codeOf("https://git.internal.:8443/x", rules)).toBe("private_address");
  expect(await codeOf("https://[::1]:9/x", rules)).toBe("accepted");
});

test("checking connects to nothing", async () => {
  let connections = 0;
  const listener = createServer(() => connections++);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await codeOf(`https://127.0.0.1:${port}/`)).toBe("private_address");
  listener.close();
  expect(connections).toBe(0);
});
