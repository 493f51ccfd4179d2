import { expect, test } from "vitest";
import { trustedOrigins } from "./trusted-origins";

test("every name of this machine is trusted on the configured port, and no other port", () => {
  const origins = trustedOrigins("http://localhost:3000", []);
  expect(origins).toEqual(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]);
});

test("a public address trusts itself and what the operator adds, not the loopback", () => {
  const origins = trustedOrigins("https://carrel.example.org/", ["https://other.example.org/path"]);
  expect(origins).toEqual(["https://carrel.example.org", "https://other.example.org"]);
});
