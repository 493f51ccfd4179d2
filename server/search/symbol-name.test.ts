import { expect, test } from "vitest";
import { readSymbol, symbolKey, symbolSuffix, symbolSuffixes } from "./symbol-name";

test.each([
  ["nextAttempt", " nextattempt attempt"],
  ["parseHTTPRequest_v2", " parsehttprequestv2 httprequestv2 requestv2 v2 2"],
  ["send_letter", " sendletter letter"],
  ["MAX_SIZE", " maxsize size"],
  ["empty?", " empty"],
  ["==", " =="],
  ["operator +=", " operator"],
])("the suffixes of %s", (name, expected) => {
  expect(symbolSuffixes(name)).toBe(expected);
});

test.each([
  "backoff",
  "BackoffDelay",
  "delay",
  "compute_backoff",
  "computeb",
  "back",
])("computeBackoffDelay is found by %s", (written) => {
  expect(symbolSuffixes("computeBackoffDelay")).toContain(` ${symbolSuffix(written)}`);
});

test.each(["offdelay", "elay", "delayed"])("computeBackoffDelay is not found by %s", (written) => {
  expect(symbolSuffixes("computeBackoffDelay")).not.toContain(` ${symbolSuffix(written)}`);
});

test.each([
  ["nextAttempt", { name: "nextAttempt", scope: null }],
  ["Delivery.nextAttempt", { name: "nextAttempt", scope: "delivery" }],
  ["std::io::Read", { name: "Read", scope: "std.io" }],
  ["Delivery#next", { name: "next", scope: "delivery" }],
  [".button", { name: ".button", scope: null }],
  ["#main", { name: "#main", scope: null }],
])("%s is read as name and scope", (written, expected) => {
  expect(readSymbol(written)).toEqual(expected);
});

test("a key does not depend on case", () => {
  expect(symbolKey("NextAttempt")).toBe(symbolKey("nextATTEMPT"));
});
