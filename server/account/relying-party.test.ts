import { expect, test } from "vitest";
import { canHavePasskeys, relyingPartyId } from "./relying-party";

test.each([
  ["http://127.0.0.1:3000", "localhost", true],
  ["http://[::1]:3000", "localhost", true],
  ["http://localhost:3000", "localhost", true],
  ["https://carrel.example.org", "carrel.example.org", true],
  ["http://192.168.1.7:3000", "192.168.1.7", false],
  ["http://[2001:db8::1]/", "[2001:db8::1]", false],
])("passkeys of %s belong to %s, possible: %s", (address, id, possible) => {
  expect([relyingPartyId(address), canHavePasskeys(address)]).toEqual([id, possible]);
});
