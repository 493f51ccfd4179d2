import { expect, test } from "vitest";
import { clientAddress } from "./client-address";

const from = (value: string) => clientAddress(new Headers({ "x-forwarded-for": value }));

test("the caller's address is the first that the proxies report", () => {
  expect(from("192.0.2.7")).toBe("192.0.2.7");
  expect(from(" 2001:db8::1 , 10.0.0.1")).toBe("2001:db8::1");
});

test("what is no address is not written down", () => {
  expect(clientAddress(new Headers())).toBeNull();
  for (const value of ["", "unknown", "<script>", "192.0.2.7:80", "999.1.1.1"])
    expect(from(value)).toBeNull();
});
